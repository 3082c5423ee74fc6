/* kam
description = "Orders without an amount."
*/
select order_id
from staging.erp_orders
where amount is null
