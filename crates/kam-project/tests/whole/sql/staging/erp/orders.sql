/* kam
description = "Orders."
feeds = "lines"
*/
select id as source_key, '客' as name from raw.erp_orders
