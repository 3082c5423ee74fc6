/* kam
description = "One row per quarter and parameter in force at its end: what the report's method appendix prints."
grain = ["quarter", "param_id"]

[columns]
quarter    = { about = "The quarter.", audience = "internal" }
param_id   = { about = "The parameter.", audience = "internal", measure = "param_registry" }
value      = { about = "Its value.", audience = "internal" }
unit       = { about = "Its unit.", audience = "internal" }
source     = { about = "document, standard, assumption or calibrated.", audience = "internal" }
valid_from = { about = "The day it began to hold; 1970-01-01 is what kam came with.", audience = "internal" }
is_default = { about = "Whether it is what kam came with.", audience = "internal" }
*/
with

parameters_in_force as (
    select * from conformed.parameters_in_force
),

parameters_shown as (
    select
        quarter,
        param_id,
        value,
        unit,
        source,
        valid_from,
        valid_from = date '1970-01-01' as is_default
    from parameters_in_force
)

select * from parameters_shown
