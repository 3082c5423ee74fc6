/* kam
description = """
One row per opportunity and quarter before whose end it entered a stage with an amount: what it was held to be worth at the quarter's end.
Later figures are not known yet then."""
grain = ["opportunity_id", "quarter"]

[columns]
opportunity_id = { about = "The opportunity.", audience = "internal" }
quarter        = { about = "The quarter.", audience = "internal" }
amount         = { unit = "currency", about = "What it was held to be worth.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

opportunity_stages as (
    select * from entity.opportunity_stages
),

business_hours as (
    select * from conformed.business_hours
),

amounts_dated as (
    select
        key64(opportunity_stages.source_system, opportunity_stages.opportunity_key)
            as opportunity_id,
        opportunity_stages.source_key,
        opportunity_stages.entered_at,
        local_date(opportunity_stages.entered_at, business_hours.zone) as entered_date,
        opportunity_stages.amount
    from opportunity_stages
    cross join business_hours
    where opportunity_stages.amount is not null
),

amounts_placed as (
    select
        amounts_dated.opportunity_id,
        quarters.quarter,
        amounts_dated.amount,
        row_number() over (
            partition by amounts_dated.opportunity_id, quarters.quarter
            order by amounts_dated.entered_at desc, amounts_dated.source_key desc
        ) as place
    from amounts_dated
    inner join quarters on amounts_dated.entered_date < quarters.quarter_end
),

amounts_latest as (
    select
        opportunity_id,
        quarter,
        amount
    from amounts_placed
    where place = 1
)

select * from amounts_latest
