/* kam
description = "Opportunities, renamed and trimmed."
*/
with

sales_pipeline as (
    select * from raw.maven_sales_pipeline
),

opportunities_renamed as (
    select
        trim(opportunity_id) as opportunity_key,
        trim(sales_agent) as owner_key,
        trim(product) as product_name,
        trim(account) as account_key,
        trim(deal_stage) as stage,
        engage_date,
        close_date,
        close_value,
        _delivery_id,
        _file,
        _member,
        _row_number
    from sales_pipeline
)

select * from opportunities_renamed
