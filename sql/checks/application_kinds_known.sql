/* kam
description = "Kinds of amounts set against receivables other than cash, discount, credit and write_off."
severity = "block"
*/
with

receivable_applications as (
    select * from conformed.receivable_applications
),

kinds_unknown as (
    select
        source_system,
        kind,
        count(*) as application_count
    from receivable_applications
    where kind not in ('cash', 'discount', 'credit', 'write_off')
    group by source_system, kind
)

select * from kinds_unknown
