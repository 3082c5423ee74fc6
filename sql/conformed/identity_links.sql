/* kam
description = """
One row per exact key (see account_matches) that joins another on its name: of the pairs in name_matches its best, if that reaches
`match_link_least` bits and leads the second best key by `match_link_margin`. Every key joins one at most, of a lower place (codes first, then
systems and keys in order), so keys hang together as a tree whose root alone may hold a code; `root` is where following the links ends, four
steps at most."""
grain = ["matched_on"]

[columns]
matched_on = { about = "The key that joins.", audience = "internal" }
joins      = { about = "The key it joins.", audience = "internal" }
match_bits = { unit = "bits", about = "The score of the best pair.", measure = "id_match_score", audience = "internal" }
root       = { about = "The key all of them are one customer under.", audience = "internal" }
*/
with

name_matches as (
    select * from conformed.name_matches
),

parameters_latest as (
    select * from conformed.parameters_latest
),

limits_given as (
    select
        max(case when param_id = 'match_link_least' then value end) as link_least,
        max(case when param_id = 'match_link_margin' then value end) as link_margin
    from parameters_latest
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
        row_number() over (
            partition by matched_on order by match_bits desc, other_matched asc
        ) as place,
        lead(match_bits) over (
            partition by matched_on order by match_bits desc, other_matched asc
        ) as second_bits
    from keys_scored
),

links_made as (
    select
        keys_ranked.matched_on,
        keys_ranked.other_matched as joins,
        keys_ranked.match_bits
    from keys_ranked
    cross join limits_given
    where
        keys_ranked.place = 1
        and keys_ranked.match_bits >= limits_given.link_least
        and (
            keys_ranked.second_bits is null
            or keys_ranked.match_bits >= keys_ranked.second_bits + limits_given.link_margin
        )
),

roots_followed as (
    select
        links_made.matched_on,
        links_made.joins,
        links_made.match_bits,
        coalesce(third.joins, second.joins, first.joins, links_made.joins) as root
    from links_made
    left join links_made as first on links_made.joins = first.matched_on
    left join links_made as second on first.joins = second.matched_on
    left join links_made as third on second.joins = third.matched_on
)

select * from roots_followed
