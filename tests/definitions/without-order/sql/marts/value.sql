/* kam
description = "One row per customer."
grain = ["customer_id"]
*/
select
    customer_id,
    array_agg(product_id) as product_ids,
    array_agg(product_id order by product_id) as sorted_ids,
    row_number() over (partition by customer_id) as place
from conformed.invoice_lines
