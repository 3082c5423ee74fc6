/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
select 1 as customer_id;
select 2 as customer_id;
