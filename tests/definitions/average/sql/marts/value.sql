/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
select
    customer_id,
    avg(amount) as amount_mean
from conformed.invoice_lines
group by customer_id
