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
name_region   = { about = "Province or area the name tells.", audience = "internal" }
region        = { about = "Province or area of name or address.", audience = "internal" }
phone_digits  = { about = "The last eight digits of its telephone.", audience = "internal" }
domain        = { about = "The domain of its website.", audience = "internal" }
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

-- What windows order by are columns: DataFusion 55 loses its way with the expressions in their place.
places_met as (
    select
        names_simplified.source_system,
        names_simplified.source_key,
        regions.word,
        regions.region,
        case
            when strpos(names_simplified.name_text, '(' || regions.word || ')') > 0 then 0
            else 1
        end as is_at_start,
        length(regions.word) as word_length
    from names_simplified
    inner join regions
        on starts_with(names_simplified.name_text, regions.word)
        or strpos(names_simplified.name_text, '(' || regions.word || ')') > 0
),

places_found as (
    select
        source_system,
        source_key,
        word,
        region,
        row_number() over (
            partition by source_system, source_key
            order by is_at_start asc, word_length desc, word asc
        ) as place
    from places_met
),

names_without_place as (
    select
        names_simplified.*,
        places_found.region as name_region,
        replace(replace(case
            when places_found.word is null then names_simplified.name_text
            when strpos(names_simplified.name_text, '(' || places_found.word || ')') > 0
                then replace(names_simplified.name_text, '(' || places_found.word || ')', '')
            else substr(names_simplified.name_text, 1 + length(places_found.word))
        end, '(', ''), ')', '') as placeless_text
    from names_simplified
    left join places_found
        on names_simplified.source_system = places_found.source_system
        and names_simplified.source_key = places_found.source_key
        and places_found.place = 1
),

forms_met as (
    select
        names_without_place.source_system,
        names_without_place.source_key,
        legal_forms.form,
        length(legal_forms.form) as form_length
    from names_without_place
    inner join legal_forms on ends_with(names_without_place.placeless_text, legal_forms.form)
),

forms_found as (
    select
        source_system,
        source_key,
        form,
        row_number() over (
            partition by source_system, source_key order by form_length desc, form asc
        ) as place
    from forms_met
),

names_cut as (
    select
        names_without_place.*,
        substr(
            names_without_place.placeless_text,
            1,
            length(names_without_place.placeless_text) - coalesce(length(forms_found.form), 0)
        ) as core_text
    from names_without_place
    left join forms_found
        on names_without_place.source_system = forms_found.source_system
        and names_without_place.source_key = forms_found.source_key
        and forms_found.place = 1
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
)

select * from names_placed
