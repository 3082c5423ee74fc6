/* kam
description = "No customer bought for more than a million."
severity = "warn"
*/
select
    customer_name,
    quarter
from marts.revenue
where net_revenue_amount > 1000000
