/* kam
description = """
One row per exact key (see account_matches) that joins another on its name: of the pairs in key_matches its best, if that reaches
`match_link_least` bits and leads every rival by `match_link_margin`; a candidate that would itself be linked with the best is no
rival. Every key joins one at most, of a lower place (codes first, then
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

key_matches as (
    select * from conformed.key_matches
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

keys_best as (
    select
        key_matches.matched_on,
        key_matches.other_matched as joins,
        key_matches.match_bits,
        limits_given.link_least,
        limits_given.link_margin
    from key_matches
    cross join limits_given
    where key_matches.place = 1 and key_matches.match_bits >= limits_given.link_least
),

-- Pairs that would be linked, either way round: candidates that belong together are no rivals.
bonds_seen as (
    select
        key_matches.matched_on,
        key_matches.other_matched
    from key_matches
    cross join limits_given
    where key_matches.match_bits >= limits_given.link_least
    union all
    select
        key_matches.other_matched as matched_on,
        key_matches.matched_on as other_matched
    from key_matches
    cross join limits_given
    where key_matches.match_bits >= limits_given.link_least
),

rivals_counted as (
    select
        keys_best.matched_on,
        count(*) as rival_count
    from keys_best
    inner join key_matches on keys_best.matched_on = key_matches.matched_on
    left join bonds_seen
        on keys_best.joins = bonds_seen.matched_on
        and key_matches.other_matched = bonds_seen.other_matched
    where
        key_matches.other_matched <> keys_best.joins
        and key_matches.match_bits > keys_best.match_bits - keys_best.link_margin
        and bonds_seen.matched_on is null
    group by keys_best.matched_on
),

links_made as (
    select
        keys_best.matched_on,
        keys_best.joins,
        keys_best.match_bits
    from keys_best
    left join rivals_counted on keys_best.matched_on = rivals_counted.matched_on
    where rivals_counted.rival_count is null
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
