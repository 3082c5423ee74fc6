/* kam
description = "One row per order of the ERP."
feeds = "invoice_line"
*/
select
    order_id,
    amount
from raw.erp_orders
