/* kam
description = "One row per customer and quarter with a risk index above zero: the three signals that add most to it, the greatest first."
grain = ["customer_id", "quarter"]

[columns]
customer_id = { about = "The customer.", audience = "internal" }
quarter     = { about = "The quarter.", audience = "internal" }
top_risks   = { about = "Ids of the signals, comma separated.", measure = "risk_contribution", audience = "internal" }
*/
with

risk_contributions as (
    select * from marts.risk_contributions
),

contributions_ranked as (
    select
        customer_id,
        quarter,
        signal_id,
        row_number() over (
            partition by customer_id, quarter order by contribution_score desc, signal_id asc
        ) as place
    from risk_contributions
    where contribution_score > 0
),

signals_listed as (
    select
        customer_id,
        quarter,
        string_agg(signal_id, ',' order by place) as top_risks
    from contributions_ranked
    where place <= 3
    group by customer_id, quarter
)

select * from signals_listed
