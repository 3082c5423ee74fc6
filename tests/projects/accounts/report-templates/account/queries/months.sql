/* kam
description = "The customer's months in one row, those without a sale unknown."
*/
select
    monthly_revenue.customer_id,
    array_agg(monthly_revenue.net_revenue_amount order by monthly_revenue.month_start) as amounts
from marts.monthly_revenue as monthly_revenue
inner join run.quarters as quarters on monthly_revenue.quarter = quarters.quarter
group by monthly_revenue.customer_id
order by monthly_revenue.customer_id
