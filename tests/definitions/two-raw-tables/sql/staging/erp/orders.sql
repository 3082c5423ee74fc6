/* kam
description = "One row per order of the ERP."
*/
select
    order_id,
    amount
from raw.erp_orders
inner join raw.erp_lines using (order_id)
