/* kam
description = """
One row per account its systems still have: its name taken apart for comparison. The core is the name in one script width and small letters,
without blanks, the place it begins with or holds in brackets, other brackets, and the legal form it ends with. The region is the place
in its name, else the one of its address."""
grain = ["source_system", "source_key"]

[columns]
source_system = { about = "The system that sent the account.", audience = "internal" }
source_key    = { about = "The system's own key.", audience = "internal" }
matched_on    = { about = "The exact key it is matched on.", audience = "internal" }
name_core     = { about = "What is left of the name.", audience = "internal" }
is_latin      = { about = "Whether the core is written in Latin letters.", audience = "internal" }
name_start    = { about = "The brand it begins with: two letters, or six Latin ones.", audience = "internal" }
is_core_rare  = { about = "Whether no other account of its system has this core.", audience = "internal" }
is_start_rare = { about = "Whether no other account of its system begins alike.", audience = "internal" }
is_domain_rare = { about = "Whether no other account of its system has this domain.", audience = "internal" }
name_region   = { about = "Province or area the name tells.", audience = "internal" }
region        = { about = "Province or area of name or address.", audience = "internal" }
phone_digits  = { about = "The last eight digits of its telephone.", audience = "internal" }
domain        = { about = "The domain of its website.", audience = "internal" }
place         = { unit = "rank", about = "Its place among all accounts: codes first, then systems and keys in order.", audience = "internal" }
*/
with

accounts as (
    select * from entity.accounts
),

account_matches as (
    select * from conformed.account_matches
),

regions as (
    select * from given.regions
),

legal_forms as (
    select * from given.legal_forms
),

names_simplified as (
    select
        accounts.source_system,
        accounts.source_key,
        account_matches.matched_on,
        replace(simplify_text(coalesce(accounts.legal_name, accounts.account_name)), ' ', '')
            as name_text,
        simplify_text(accounts.region) as region_text,
        simplify_text(accounts.city) as city_text,
        regexp_replace(replace(replace(replace(replace(
            coalesce(accounts.phone, ''), '-', ''
        ), ' ', ''), '(', ''), ')', ''), '^[+]?0*', '') as phone_text,
        regexp_replace(regexp_replace(
            simplify_text(accounts.website), '^(https?://)?(www[.])?', ''
        ), '[/,;? ].*$', '') as domain_text
    from accounts
    inner join account_matches
        on accounts.source_system = account_matches.source_system
        and accounts.source_key = account_matches.source_key
),

-- Each name is read once: joined with every place it tells, and of those the first is kept.
places_met as (
    select
        names_simplified.*,
        regions.word,
        regions.region as name_region,
        strpos(names_simplified.name_text, '(' || regions.word || ')') > 0 as is_in_brackets,
        length(regions.word) as word_length
    from names_simplified
    left join regions
        on starts_with(names_simplified.name_text, regions.word)
        or strpos(names_simplified.name_text, '(' || regions.word || ')') > 0
),

-- What windows order by are columns: DataFusion 55 loses its way with the expressions in their place.
places_ranked as (
    select
        *,
        row_number() over (
            partition by source_system, source_key
            order by is_in_brackets desc, word_length desc, word asc
        ) as place
    from places_met
),

names_without_place as (
    select
        *,
        replace(replace(case
            when word is null then name_text
            when is_in_brackets then replace(name_text, '(' || word || ')', '')
            else substr(name_text, 1 + word_length)
        end, '(', ''), ')', '') as placeless_text
    from places_ranked
    where place = 1
),

forms_met as (
    select
        names_without_place.*,
        legal_forms.form,
        length(legal_forms.form) as form_length
    from names_without_place
    left join legal_forms on ends_with(names_without_place.placeless_text, legal_forms.form)
),

forms_ranked as (
    select
        *,
        row_number() over (
            partition by source_system, source_key order by form_length desc, form asc
        ) as form_place
    from forms_met
),

names_cut as (
    select
        *,
        substr(placeless_text, 1, length(placeless_text) - coalesce(form_length, 0)) as core_text
    from forms_ranked
    where form_place = 1
),

names_placed as (
    select
        names_cut.source_system,
        names_cut.source_key,
        names_cut.matched_on,
        case when names_cut.core_text = '' then names_cut.name_text else names_cut.core_text end
            as name_core,
        names_cut.name_region,
        coalesce(names_cut.name_region, by_region.region, by_city.region) as region,
        case
            when length(names_cut.phone_text) >= 8
                then substr(names_cut.phone_text, length(names_cut.phone_text) - 7, 8)
        end
            as phone_digits,
        case when names_cut.domain_text like '%_._%' then names_cut.domain_text end as domain
    from names_cut
    left join regions as by_region on names_cut.region_text = by_region.word
    left join regions as by_city on names_cut.city_text = by_city.word
),

names_begun as (
    select
        *,
        name_core ~ '^[ -~]+$' as is_latin,
        substr(name_core, 1, case when name_core ~ '^[ -~]+$' then 6 else 2 end) as name_start,
        case when matched_on like 'uscc:%' then 0 else 1 end as kind_place
    from names_placed
),

names_counted as (
    select
        source_system,
        source_key,
        matched_on,
        name_core,
        is_latin,
        name_start,
        count(*) over (partition by source_system, name_core) = 1 as is_core_rare,
        count(*) over (partition by source_system, name_start) = 1 as is_start_rare,
        count(*) over (partition by source_system, domain) = 1 as is_domain_rare,
        name_region,
        region,
        phone_digits,
        domain,
        cast(row_number() over (order by kind_place, source_system, source_key) as bigint) as place
    from names_begun
)

select * from names_counted
