/* kam
description = "The quarter this page is about: one row."
*/
with

quarters as (
    select * from run.quarters
),

quarter_named as (
    select
        quarter,
        as_of
    from quarters
)

select * from quarter_named
order by quarter
