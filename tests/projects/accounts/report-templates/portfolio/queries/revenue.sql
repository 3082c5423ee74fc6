/* kam
description = "What each customer bought in the quarter."
*/
select
    revenue.customer_id,
    revenue.customer_name,
    revenue.net_revenue_amount >= 50 as has_page,
    revenue.net_revenue_amount
from marts.revenue as revenue
inner join run.quarters as quarters on revenue.quarter = quarters.quarter
order by revenue.customer_id
