/* kam
description = "x"
grain = ["customer_id"]
*/
select 1 as one
