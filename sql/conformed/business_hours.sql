/* kam
description = "One row: the zone local days are counted in, and when the service desk works, Monday to Friday."
grain = ["zone"]

[columns]
zone          = { about = "IANA zone of local days and hours.", audience = "internal" }
opens_minute  = { unit = "minutes", about = "Minutes after midnight it opens.", audience = "internal" }
closes_minute = { unit = "minutes", about = "Minutes after midnight it closes.", audience = "internal" }
*/
with

business_hours as (
    select * from given.business_hours
)

select * from business_hours
