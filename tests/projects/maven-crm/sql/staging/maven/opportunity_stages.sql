/* kam
description = """
The one entry the CRM dates: into Engaging, at midnight of Asia/Shanghai, the zone days are counted in. When prospecting began is not told,
nor what an opportunity was held to be worth on its way."""
feeds = "opportunity_stages"
*/
with

sales_pipeline as (
    select * from staging.maven_sales_pipeline
),

entries_fed as (
    select
        'maven' as source_system,
        opportunity_key || '/2' as source_key,
        opportunity_key,
        'Engaging' as stage,
        2 as stage_number,
        cast(cast(engage_date as varchar) || 'T00:00:00+08:00' as timestamptz) as entered_at,
        _delivery_id,
        _file,
        _member,
        _row_number
    from sales_pipeline
    where engage_date is not null
)

select * from entries_fed
