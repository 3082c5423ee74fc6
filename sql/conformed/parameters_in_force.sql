/* kam
description = "One row per quarter and parameter: the value that holds at the quarter's end, the latest given before it."
grain = ["quarter", "param_id"]

[columns]
quarter    = { about = "The quarter.", audience = "internal" }
param_id   = { about = "The parameter.", audience = "internal", measure = "param_registry" }
value      = { about = "Its value.", audience = "internal" }
unit       = { about = "Its unit.", audience = "internal" }
source     = { about = "document, standard, assumption or calibrated.", audience = "internal" }
valid_from = { about = "The day it began to hold.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

parameters as (
    select * from given.parameters
),

parameters_dated as (
    select
        quarters.quarter,
        parameters.param_id,
        parameters.value,
        parameters.unit,
        parameters.source,
        parameters.valid_from,
        row_number() over (
            partition by quarters.quarter, parameters.param_id order by parameters.valid_from desc
        ) as place
    from quarters
    inner join parameters on quarters.quarter_end > parameters.valid_from
),

parameters_latest as (
    select
        quarter,
        param_id,
        value,
        unit,
        source,
        valid_from
    from parameters_dated
    where place = 1
)

select * from parameters_latest
