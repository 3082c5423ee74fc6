/* kam
description = "Matches of bills, renamed; the names of forms in upper case, which deployments write in either."
*/
with

match_records as (
    select * from raw.kingdee_match_records
),

match_records_cleaned as (
    select
        cast("FID" as varchar) as match_key,
        cast("FEntity_FENTRYID" as varchar) as entry_key,
        upper(trim("FSourceFromId")) as source_form,
        trim("FSRCBILLNO") as source_bill_key,
        upper(trim("FTargetFromId")) as target_form,
        trim("FTargetBillNo") as target_bill_key,
        "FVERIFYDATE" as matched_date,
        cast("FCURWRITTENOFFAMOUNTFOR" as decimal(18, 4)) as amount,
        coalesce("FISACTIVATION", true) as is_active,
        _delivery_id,
        _file,
        _member,
        _row_number
    from match_records
)

select * from match_records_cleaned
