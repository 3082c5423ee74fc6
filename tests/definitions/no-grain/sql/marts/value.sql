/* kam
description = "One row per customer."
*/
select 1 as customer_id
