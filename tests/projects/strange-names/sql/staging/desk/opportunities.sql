/* kam
description = "Opportunities, renamed; all are open."
feeds = "opportunities"
*/
select
    'desk' as source_system,
    id as source_key,
    account as account_key,
    name as opportunity_name,
    'open' as outcome,
    amount,
    'CNY' as currency,
    created_on as created_date
from raw.desk_opportunities
