/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
select customer_id
from conformed.invoice_lines
where invoice_date > current_date and posted_at < now()
