/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
select
    customer_id,
    cast(amount as double precision) as amount
from conformed.invoice_lines
