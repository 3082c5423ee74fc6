/* kam
description = """
One row per pair of accounts that might be one company and share no exact key: the scored pass of identity, with its reasons
(3.1 id_match_score, Fellegi and Sunter 1969, in bits). Compared are accounts whose cores begin alike, or that share a domain or a
telephone. What is missing adds nothing, nor do names in two scripts. What stands once in each system weighs more (Winkler 1988). Two codes
never meet. Bits are parameters, not yet learnt from the data."""
grain = ["source_system", "source_key", "other_system", "other_key"]

[columns]
source_system   = { about = "The system of the account that would join.", audience = "internal" }
source_key      = { about = "Its key.", audience = "internal" }
other_system    = { about = "The system of the account it would join.", audience = "internal" }
other_key       = { about = "Its key.", audience = "internal" }
matched_on      = { about = "What the first is matched on.", audience = "internal" }
other_matched   = { about = "What the second is matched on.", audience = "internal" }
name_similarity = { unit = "ratio", about = "Jaro-Winkler of the cores.", audience = "internal" }
name_bits       = { unit = "bits", about = "What the names add.", audience = "internal" }
region_bits     = { unit = "bits", about = "What the regions add.", audience = "internal" }
phone_bits      = { unit = "bits", about = "What the telephones add.", audience = "internal" }
domain_bits     = { unit = "bits", about = "What the domains add.", audience = "internal" }
match_bits      = { unit = "bits", about = "All of it and the prior.", measure = "id_match_score", audience = "internal" }
*/
with

account_names as (
    select * from conformed.account_names
),

parameters_latest as (
    select * from conformed.parameters_latest
),

match_weights as (
    select
        max(case when param_id = 'match_prior' then value end) as prior_bits,
        max(case when param_id = 'match_name_same' then value end) as name_same,
        max(case when param_id = 'match_name_same_rare' then value end) as name_same_rare,
        max(case when param_id = 'match_name_start' then value end) as name_start,
        max(case when param_id = 'match_name_start_rare' then value end) as name_start_rare,
        max(case when param_id = 'match_name_near' then value end) as name_near,
        max(case when param_id = 'match_name_close' then value end) as name_close,
        max(case when param_id = 'match_name_alike' then value end) as name_alike,
        max(case when param_id = 'match_name_apart' then value end) as name_apart,
        max(case when param_id = 'match_region_same' then value end) as region_same,
        max(case when param_id = 'match_region_apart' then value end) as region_apart,
        max(case when param_id = 'match_phone_same' then value end) as phone_same,
        max(case when param_id = 'match_phone_apart' then value end) as phone_apart,
        max(case when param_id = 'match_domain_same' then value end) as domain_same,
        max(case when param_id = 'match_domain_same_rare' then value end) as domain_same_rare,
        max(case when param_id = 'match_domain_apart' then value end) as domain_apart
    from parameters_latest
),

keys_blocked as (
    select
        place,
        'core ' || name_start as block
    from account_names
    union all
    select
        place,
        'phone ' || phone_digits as block
    from account_names
    where phone_digits is not null
    union all
    select
        place,
        'domain ' || domain as block
    from account_names
    where domain is not null
),

pairs_blocked as (
    select
        joining.place,
        joined.place as other_place
    from keys_blocked as joining
    inner join keys_blocked as joined
        on joining.block = joined.block
        and joining.place > joined.place
    group by joining.place, joined.place
),

pairs_compared as (
    select
        joining.source_system,
        joining.source_key,
        joined.source_system as other_system,
        joined.source_key as other_key,
        joining.matched_on,
        joined.matched_on as other_matched,
        jaro_winkler(joining.name_core, joined.name_core) as name_similarity,
        joining.name_core = joined.name_core as is_name_same,
        starts_with(joining.name_core, joined.name_core)
        or starts_with(joined.name_core, joining.name_core) as is_name_begun,
        joining.is_latin <> joined.is_latin as is_script_apart,
        joining.is_core_rare and joined.is_core_rare as is_core_rare,
        joining.name_start = joined.name_start
        and joining.is_start_rare and joined.is_start_rare as is_start_rare,
        joining.is_domain_rare and joined.is_domain_rare as is_domain_rare,
        joining.region = joined.region as is_region_same,
        joining.phone_digits = joined.phone_digits as is_phone_same,
        joining.domain = joined.domain as is_domain_same
    from pairs_blocked
    inner join account_names as joining on pairs_blocked.place = joining.place
    inner join account_names as joined on pairs_blocked.other_place = joined.place
    where
        joining.matched_on <> joined.matched_on
        and not (joining.matched_on like 'uscc:%' and joined.matched_on like 'uscc:%')
),

weights_joined as (
    select
        pairs_compared.*,
        match_weights.prior_bits,
        match_weights.name_same,
        match_weights.name_same_rare,
        match_weights.name_start,
        match_weights.name_start_rare,
        match_weights.name_near,
        match_weights.name_close,
        match_weights.name_alike,
        match_weights.name_apart,
        match_weights.region_same,
        match_weights.region_apart,
        match_weights.phone_same,
        match_weights.phone_apart,
        match_weights.domain_same,
        match_weights.domain_same_rare,
        match_weights.domain_apart
    from pairs_compared
    cross join match_weights
),

pairs_weighed as (
    select
        *,
        case
            when is_script_apart then 0
            when is_name_same and is_core_rare then name_same_rare
            when is_name_same then name_same
            when is_name_begun and is_start_rare then name_start_rare
            when name_similarity >= 0.95 then name_near
            when name_similarity >= 0.88 then name_close
            when is_name_begun or is_start_rare then name_start
            when name_similarity >= 0.75 then name_alike
            else name_apart
        end as name_bits,
        case
            when is_region_same then region_same
            when not is_region_same then region_apart
            else 0
        end as region_bits,
        case
            when is_phone_same then phone_same
            when not is_phone_same then phone_apart
            else 0
        end as phone_bits,
        case
            when is_domain_same and is_domain_rare then domain_same_rare
            when is_domain_same then domain_same
            when not is_domain_same then domain_apart
            else 0
        end as domain_bits
    from weights_joined
),

pairs_scored as (
    select
        source_system,
        source_key,
        other_system,
        other_key,
        matched_on,
        other_matched,
        name_similarity,
        cast(name_bits as decimal(9, 4)) as name_bits,
        cast(region_bits as decimal(9, 4)) as region_bits,
        cast(phone_bits as decimal(9, 4)) as phone_bits,
        cast(domain_bits as decimal(9, 4)) as domain_bits,
        cast(prior_bits + name_bits + region_bits + phone_bits + domain_bits as decimal(9, 4))
            as match_bits
    from pairs_weighed
)

select * from pairs_scored
