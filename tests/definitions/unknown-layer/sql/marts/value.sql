/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
select customer_id
from mart.invoice_lines
