/* kam
description = "Nothing."
serverity = "warn"
*/
select 1 as one
