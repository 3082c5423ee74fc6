/* kam
description = """
Its tickets worth talking about: open ones, late ones and complaints, the gravest first, at most fifteen of each customer; beside each
how many there are, and how many tickets the quarter saw."""
*/
with

quarters as (
    select * from run.quarters
),

customer_tickets as (
    select * from marts.customer_tickets
),

tickets_now as (
    select
        customer_tickets.*,
        customer_tickets.is_open
        or coalesce(customer_tickets.is_breached, false)
        or (
            coalesce(customer_tickets.is_complaint, false)
            and customer_tickets.opened_date >= quarters.quarter_start
        ) as is_notable
    from customer_tickets
    inner join quarters on customer_tickets.quarter = quarters.quarter
),

tickets_counted as (
    select
        customer_id,
        count(*) as seen_count,
        count(case when is_notable then 1 end) as listed_count
    from tickets_now
    group by customer_id
),

tickets_ranked as (
    select
        *,
        row_number() over (
            partition by customer_id
            order by
                case
                    when is_open and coalesce(is_late, false) then 0
                    when is_open then 1
                    else 2
                end asc,
                case when coalesce(is_complaint, false) then 0 else 1 end asc,
                coalesce(severity, 3) asc,
                opened_date desc,
                ticket_id asc
        ) as place
    from tickets_now
    where is_notable
),

tickets_shown as (
    select
        tickets_ranked.*,
        tickets_counted.seen_count,
        tickets_counted.listed_count
    from tickets_ranked
    inner join tickets_counted
        on tickets_ranked.customer_id = tickets_counted.customer_id
    where tickets_ranked.place <= 15
)

select * from tickets_shown
order by customer_id, place
