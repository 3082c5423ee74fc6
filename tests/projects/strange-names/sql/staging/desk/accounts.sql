/* kam
description = "Accounts, renamed."
feeds = "accounts"
*/
select
    'desk' as source_system,
    id as source_key,
    name as account_name,
    industry,
    city,
    country
from raw.desk_accounts
