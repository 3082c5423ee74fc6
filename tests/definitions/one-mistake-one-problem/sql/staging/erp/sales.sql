/* kam
descripton = "One row per order of the ERP."
feeds = "invoice_lines"
*/
select
    order_id,
    amount
from staging.erp_orders
