/* kam
description = "Sales, renamed."
grain = ["source_key"]
feeds = "sales"
*/
select
    'till' as source_system,
    sale as source_key,
    customer as customer_number,
    name as customer_name,
    sold_on as sold_date,
    amount as net_amount,
    _delivery_id,
    _file,
    _member,
    _row_number
from raw.till_sales
