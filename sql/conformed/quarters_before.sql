/* kam
description = """
One row per quarter being built and each of the eight quarters before it, and itself: the history signals compare with. Facts join it by
number, so that no join over facts is by range."""
grain = ["quarter", "before_number"]

[columns]
quarter       = { about = "The quarter being built.", audience = "internal" }
before_number = { about = "The number of a quarter of its history.", audience = "internal" }
quarters_back = { unit = "quarters", about = "How long ago that was: 0 is the quarter itself.", audience = "internal" }
*/
with

quarters as (
    select * from run.quarters
),

calendar as (
    select * from run.calendar
),

quarters_paired as (
    select
        quarters.quarter,
        calendar.number as before_number,
        quarters.number - calendar.number as quarters_back
    from quarters
    inner join calendar
        on quarters.number >= calendar.number
        and quarters.number - 8 <= calendar.number
)

select * from quarters_paired
