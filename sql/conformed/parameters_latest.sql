/* kam
description = """
One row per parameter: the value given last. For what is one for all quarters, as identity is; measures of a quarter read
conformed.parameters_in_force."""
grain = ["param_id"]

[columns]
param_id   = { about = "The parameter.", audience = "internal", measure = "param_registry" }
value      = { about = "Its value.", audience = "internal" }
valid_from = { about = "The day it began to hold.", audience = "internal" }
*/
with

parameters as (
    select * from given.parameters
),

parameters_ranked as (
    select
        param_id,
        value,
        valid_from,
        row_number() over (partition by param_id order by valid_from desc) as place
    from parameters
),

parameters_chosen as (
    select
        param_id,
        value,
        valid_from
    from parameters_ranked
    where place = 1
)

select * from parameters_chosen
