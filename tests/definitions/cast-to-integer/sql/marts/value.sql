/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
select
    customer_id,
    cast(count(*) as bigint) as line_count,
    cast(sum(amount * 0.5) as bigint) as half_amount,
    amount::int as whole_amount
from conformed.invoice_lines
