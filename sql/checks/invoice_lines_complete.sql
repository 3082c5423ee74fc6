/* kam
description = "Systems of which not every invoice line reached conformed, or one came twice."
severity = "block"
*/
with

lines_fed as (
    select * from entity.invoice_lines
),

lines_conformed as (
    select * from conformed.invoice_lines
),

fed_summed as (
    select
        source_system,
        count(*) as line_count,
        sum(net_amount) as net_amount
    from lines_fed
    group by source_system
),

conformed_summed as (
    select
        source_system,
        count(*) as line_count,
        sum(net_amount) as net_amount
    from lines_conformed
    group by source_system
),

systems_amiss as (
    select
        coalesce(fed_summed.source_system, conformed_summed.source_system) as source_system,
        fed_summed.line_count as fed_count,
        conformed_summed.line_count as conformed_count,
        fed_summed.net_amount as fed_amount,
        conformed_summed.net_amount as conformed_amount
    from fed_summed
    full outer join conformed_summed on fed_summed.source_system = conformed_summed.source_system
    where
        coalesce(fed_summed.line_count, 0) <> coalesce(conformed_summed.line_count, 0)
        or coalesce(fed_summed.net_amount, 0) <> coalesce(conformed_summed.net_amount, 0)
)

select * from systems_amiss
