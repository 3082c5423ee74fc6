/* kam
description = "No customer bought for less than nothing."
severity = "block"
*/
select
    account_key,
    quarter,
    net_revenue_amount
from marts.revenue
where net_revenue_amount < 0
