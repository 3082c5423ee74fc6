/* kam
description = """
Opportunities that are not deleted. Closed and won is won; closed and not won is lost, or no_decision for a reason that says so
(given.loss_reasons). An open one has no closing date: Salesforce's close date is then the one hoped for. Once it is closed, the date
hoped for is gone. Days are those of the zone of given.business_hours."""
feeds = "opportunities"
*/
with

opportunities as (
    select * from staging.salesforce_opportunities_cleaned
),

accounts as (
    select * from staging.salesforce_accounts_cleaned
),

loss_reasons as (
    select * from given.loss_reasons
    where source_system = 'salesforce'
),

opportunity_types as (
    select * from given.opportunity_types
    where source_system = 'salesforce'
),

currency_codes as (
    select * from given.currency_codes
    where source_system = 'salesforce'
),

business_hours as (
    select * from given.business_hours
),

opportunities_standing as (
    select
        opportunities.*,
        coalesce(opportunities.currency_code, '(none)') as code
    from opportunities
    where not opportunities.is_deleted
),

opportunities_fed as (
    select
        'salesforce' as source_system,
        opportunities_standing.opportunity_key as source_key,
        coalesce(accounts.master_account_key, opportunities_standing.account_key) as account_key,
        opportunities_standing.opportunity_name,
        opportunities_standing.product_key,
        opportunities_standing.owner_key,
        opportunities_standing.stage,
        case
            when opportunities_standing.is_won then 'won'
            when opportunities_standing.is_closed then coalesce(loss_reasons.outcome, 'lost')
            else 'open'
        end as outcome,
        opportunities_standing.amount,
        coalesce(currency_codes.currency, opportunities_standing.currency_code) as currency,
        local_date(opportunities_standing.created_at, business_hours.zone) as created_date,
        case when not opportunities_standing.is_closed then opportunities_standing.close_date end
            as expected_close_date,
        case when opportunities_standing.is_closed then opportunities_standing.close_date end
            as closed_date,
        opportunities_standing.loss_reason,
        opportunities_standing.competitor,
        opportunities_standing.is_tender,
        opportunity_types.opportunity_type
    from opportunities_standing
    cross join business_hours
    left join accounts on opportunities_standing.account_key = accounts.account_key
    left join loss_reasons on opportunities_standing.loss_reason = loss_reasons.loss_reason
    left join opportunity_types on opportunities_standing.opportunity_type = opportunity_types.code
    left join currency_codes on opportunities_standing.code = currency_codes.code
)

select * from opportunities_fed
