/* kam
description = "The sales process, stage by stage: who is in it, how long it took, and how many went on."
*/
with

quarters as (
    select * from run.quarters
),

sales_stages as (
    select * from marts.sales_stages
),

stages_listed as (
    select sales_stages.*
    from sales_stages
    inner join quarters on sales_stages.quarter = quarters.quarter
)

select * from stages_listed
order by stage_number, stage
