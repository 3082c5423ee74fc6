/* kam
description = """
Every opportunity, its product as it is meant, so that it joins to the price list. It is opened when it is engaged, so one still prospected
has no day. What was lost shows a value of 0, which is what it brought and not what it was worth: its amount is not known."""
feeds = "opportunities"
*/
with

sales_pipeline as (
    select * from staging.maven_sales_pipeline
),

spellings as (
    select * from given.spellings
),

opportunities_fed as (
    select
        'maven' as source_system,
        sales_pipeline.opportunity_key as source_key,
        sales_pipeline.account_key,
        coalesce(spellings.meant, sales_pipeline.product_name) as product_key,
        sales_pipeline.owner_key,
        sales_pipeline.stage,
        case sales_pipeline.stage when 'Won' then 'won' when 'Lost' then 'lost' else 'open' end
            as outcome,
        case when sales_pipeline.stage = 'Won' then sales_pipeline.close_value end as amount,
        'USD' as currency,
        sales_pipeline.engage_date as created_date,
        sales_pipeline.close_date as closed_date
    from sales_pipeline
    left join spellings
        on sales_pipeline.product_name = spellings.written and spellings.kind = 'product'
)

select * from opportunities_fed
