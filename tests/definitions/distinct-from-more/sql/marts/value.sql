/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
select customer_id
from conformed.invoice_lines
where
    customer_id is distinct from 1 or customer_id > 7
    or (customer_id is not distinct from 2 + 1)
    or (customer_id is not distinct from 4 = true)
