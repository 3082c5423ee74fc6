/* kam
description = "Sales, renamed."
grain = ["source_key"]
feeds = "sales"
*/
select
    'shop' as source_system,
    sale as source_key,
    customer as account_key,
    sold_on as sold_date,
    amount as net_amount,
    _delivery_id,
    _file,
    _member,
    _row_number
from raw.shop_sales
