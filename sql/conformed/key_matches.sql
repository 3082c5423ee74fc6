/* kam
description = """
One row per pair of exact keys (see account_matches) of which accounts were compared by name: the best score of any of their accounts, and
its place among all pairs of the key that would join."""
grain = ["matched_on", "other_matched"]

[columns]
matched_on    = { about = "The key that would join.", audience = "internal" }
other_matched = { about = "The key it would join.", audience = "internal" }
match_bits    = { unit = "bits", about = "The score of their best pair.", measure = "id_match_score", audience = "internal" }
place         = { unit = "rank", about = "1 the best of the key that would join.", audience = "internal" }
*/
with

name_matches as (
    select * from conformed.name_matches
),

keys_scored as (
    select
        matched_on,
        other_matched,
        max(match_bits) as match_bits
    from name_matches
    group by matched_on, other_matched
),

keys_ranked as (
    select
        matched_on,
        other_matched,
        match_bits,
        cast(row_number() over (
            partition by matched_on order by match_bits desc, other_matched asc
        ) as bigint) as place
    from keys_scored
)

select * from keys_ranked
