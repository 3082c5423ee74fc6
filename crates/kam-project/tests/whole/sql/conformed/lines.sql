/* kam
description = "Lines."
grain = ["quarter"]

[columns]
quarter = { about = "It.", type = "text" }
*/
with

lines as (
    select * from entity.lines
)

select
    q.quarter,
    cast(count(*) as bigint) as line_count,
    array_agg(l.id order by l.id) as ids
from lines as l
cross join run.quarters as q
group by q.quarter
