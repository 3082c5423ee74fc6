/* kam
description = "The quarters in which the customer bought."
*/
select
    customer_id,
    quarter,
    net_revenue_amount
from marts.revenue
order by customer_id, quarter
