/* kam
description = "Every business partner is an account."
feeds = "accounts"
*/
with

partners as (
    select * from staging.sap_partners_renamed
),

accounts_fed as (
    select
        'sap' as source_system,
        account_key as source_key,
        company_name as account_name,
        company_name || ' ' || legal_form as legal_name,
        phone,
        website
    from partners
)

select * from accounts_fed
