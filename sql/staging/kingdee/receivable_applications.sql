/* kam
description = """
What receivables were set against, by the other bill's form (given.match_kinds; a form that is not there counts as cash). Kingdee states a match once or, seen from each of its bills,
twice; either way every receivable in it gets one application: from the row that has it as the source, or if there is none from the one
that has it as the target. What is taken off a credit note's negative receivable is negative. Matches undone do not count."""
feeds = "receivable_applications"
*/
with

matches as (
    select * from staging.kingdee_match_records_cleaned
    where is_active
),

queried as (
    select * from staging.kingdee_receivables_cleaned
),

listed as (
    select * from staging.kingdee_receivable_list_cleaned
),

match_kinds as (
    select * from given.match_kinds
    where source_system = 'kingdee'
),

red_receivables as (
    select receivable_key from queried
    where gross_amount < 0
    union
    select receivable_key from listed
    where gross_amount < 0
),

sides as (
    select
        *,
        1 as side,
        source_bill_key as receivable_key,
        target_bill_key as other_key,
        target_form as other_form
    from matches
    where source_form = 'AR_RECEIVABLE'
    union all
    select
        *,
        2 as side,
        target_bill_key as receivable_key,
        source_bill_key as other_key,
        source_form as other_form
    from matches
    where target_form = 'AR_RECEIVABLE'
),

sides_compared as (
    select
        *,
        min(side) over (partition by match_key, receivable_key, other_key) as first_side
    from sides
),

applications_fed as (
    select
        'kingdee' as source_system,
        sides_compared.match_key || '/' || sides_compared.entry_key || '/'
        || sides_compared.receivable_key as source_key,
        sides_compared.receivable_key,
        sides_compared.matched_date as applied_date,
        case
            when red_receivables.receivable_key is null then abs(sides_compared.amount)
            else -abs(sides_compared.amount)
        end as amount,
        coalesce(match_kinds.kind, 'cash') as kind,
        sides_compared._delivery_id,
        sides_compared._file,
        sides_compared._member,
        sides_compared._row_number
    from sides_compared
    left join match_kinds on sides_compared.other_form = match_kinds.form
    left join red_receivables
        on sides_compared.receivable_key = red_receivables.receivable_key
    where sides_compared.side = sides_compared.first_side
)

select * from applications_fed
