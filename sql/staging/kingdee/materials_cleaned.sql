/* kam
description = "Materials, renamed and trimmed."
*/
with

materials as (
    select * from raw.kingdee_materials
),

materials_cleaned as (
    select
        trim("FNumber") as product_key,
        trim("FName") as product_name,
        trim("FMaterialGroup_FName") as product_line,
        trim("FBaseUnitId_FName") as unit_of_measure,
        "FForbidStatus" as forbid_status
    from materials
)

select * from materials_cleaned
