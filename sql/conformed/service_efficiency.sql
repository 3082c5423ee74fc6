/* kam
description = """
One row per customer and quarter: collaboration efficiency out of its four factors, as the document says it. One unknown factor
makes it unknown. UNRESOLVED (customer 0) has none."""
grain = ["customer_id", "quarter"]

[columns]
customer_id     = { about = "The customer; 0 is UNRESOLVED.", audience = "internal" }
quarter         = { about = "The quarter.", audience = "internal" }
cei_raw         = { unit = "per hour", about = "On time x accuracy x satisfaction / mean time to a first answer.", measure = "cei_raw", audience = "internal" }
cei_score       = { unit = "0 to 100", about = "The same against the wanted time, never above one.", measure = "cei_score", audience = "internal" }
cei_null_reason = { about = "Why they are NULL: the first factor that is.", audience = "internal" }
*/
with

service_factors as (
    select * from conformed.service_factors
),

factors_multiplied as (
    select
        customer_id,
        quarter,
        cast(on_time_ratio as decimal(7, 6))
        * cast(info_accuracy_ratio as decimal(7, 6))
        * cast(csat_ratio as decimal(7, 6)) as quality,
        greatest(avg_response_hours, response_floor_hours) as floored_hours,
        case
            when avg_response_hours <= response_target_hours then 1
            else ratio(response_target_hours, avg_response_hours)
        end as speed,
        case
            when customer_id = 0 then 'not_applicable'
            else coalesce(
                    on_time_null_reason,
                    info_accuracy_null_reason,
                    csat_null_reason,
                    avg_response_null_reason
                )
        end as null_reason
    from service_factors
),

efficiency_measured as (
    select
        customer_id,
        quarter,
        case when null_reason is null then ratio(quality, floored_hours) end as cei_raw,
        case
            when null_reason is null
                then cast(100 * quality * cast(speed as decimal(7, 6)) as decimal(9, 4))
        end as cei_score,
        null_reason as cei_null_reason
    from factors_multiplied
)

select * from efficiency_measured
