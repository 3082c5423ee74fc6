/* kam
description = "Opportunities, renamed and trimmed."
*/
with

opportunities as (
    select * from raw.salesforce_opportunities
),

opportunities_cleaned as (
    select
        "Id" as opportunity_key,
        coalesce("IsDeleted", false) as is_deleted,
        "AccountId" as account_key,
        trim("Name") as opportunity_name,
        "Product__c" as product_key,
        "OwnerId" as owner_key,
        trim("StageName") as stage,
        trim("Type") as opportunity_type,
        "Amount" as amount,
        "CurrencyIsoCode" as currency_code,
        "IsClosed" as is_closed,
        "IsWon" as is_won,
        "CreatedDate" as created_at,
        "CloseDate" as close_date,
        trim("LossReason__c") as loss_reason,
        trim("Competitor__c") as competitor,
        "IsTender__c" as is_tender
    from opportunities
)

select * from opportunities_cleaned
