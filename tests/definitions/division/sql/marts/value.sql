/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
select
    customer_id,
    sum(margin) / sum(amount) as margin_ratio
from conformed.invoice_lines
group by customer_id
