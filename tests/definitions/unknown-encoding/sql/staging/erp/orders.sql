/* kam
description = "One row per order of the ERP."
*/
select
    order_id,
    amount
from raw.erp_orders
