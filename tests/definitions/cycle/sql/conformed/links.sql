/* kam
description = "One row per link."
grain = ["customer_id"]
*/
select customer_id
from conformed.pairs
