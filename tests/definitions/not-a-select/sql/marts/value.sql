/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
create table value as
select 1 as customer_id
