/* kam
description = "Contracts, renamed."
feeds = "contracts"
*/
select
    'desk' as source_system,
    id as source_key,
    account as account_key,
    name as contract_name,
    start_on as start_date,
    end_on as end_date
from raw.desk_contracts
