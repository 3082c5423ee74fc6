/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
select customer_id
from conformed.invoice_lines
limit 10
