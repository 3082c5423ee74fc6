/* kam
description = "One row per pair."
grain = ["customer_id"]
*/
select customer_id
from conformed.customers
