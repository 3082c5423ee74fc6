/* kam
description = """
The changes of an opportunity at which its stage was not the one before: Salesforce writes a row for every change of amount, closing date
or probability, too. The place of a stage is given.opportunity_stage_map's; stages that are not there have none."""
feeds = "opportunity_stages"
*/
with

opportunity_history as (
    select * from staging.salesforce_opportunity_history_cleaned
    where not is_deleted
),

opportunity_stage_map as (
    select * from given.opportunity_stage_map
    where source_system = 'salesforce'
),

changes_compared as (
    select
        *,
        lag(stage) over (
            partition by opportunity_key order by changed_at, change_key
        ) as stage_before
    from opportunity_history
),

stages_fed as (
    select
        'salesforce' as source_system,
        changes_compared.change_key as source_key,
        changes_compared.opportunity_key,
        changes_compared.stage,
        opportunity_stage_map.stage_number,
        changes_compared.changed_at as entered_at,
        changes_compared.amount,
        changes_compared._delivery_id,
        changes_compared._file,
        changes_compared._member,
        changes_compared._row_number
    from changes_compared
    left join opportunity_stage_map on changes_compared.stage = opportunity_stage_map.stage
    where changes_compared.stage is distinct from changes_compared.stage_before
)

select * from stages_fed
