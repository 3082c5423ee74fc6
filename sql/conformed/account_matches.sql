/* kam
description = """
One row per account its systems still have, and the exact key it is matched on. A unified social credit code whose check digit is right comes first
(some systems keep it as the tax number), then the tax number within its country, which stands for the one code it is seen with, if there
is exactly one. Accounts without either stand alone. So two different codes never meet, even under one tax number."""
grain = ["source_system", "source_key"]

[columns]
source_system = { about = "The system that sent the account.", audience = "internal" }
source_key    = { about = "The system's own key.", audience = "internal" }
matched_on    = { about = "uscc:<code>, tax_id:<country>:<number> or first_sight:<system>:<key>.", audience = "internal" }
*/
with

accounts as (
    select * from entity.accounts
),

codes_read as (
    select
        source_system,
        source_key,
        case
            when is_uscc(upper(trim(uscc))) then upper(trim(uscc))
            when is_uscc(upper(trim(tax_id))) then upper(trim(tax_id))
        end as uscc,
        case
            when upper(trim(tax_id)) ~ '^[0-9A-Z-]{8,20}$' and upper(trim(tax_id)) ~ '^.*[1-9].*$'
                then upper(trim(coalesce(country, ''))) || ':' || upper(trim(tax_id))
        end as tax_number
    from accounts
),

tax_numbers_owned as (
    select
        tax_number,
        min(uscc) as uscc
    from codes_read
    where tax_number is not null and uscc is not null
    group by tax_number
    having min(uscc) = max(uscc)
),

accounts_matched as (
    select
        codes_read.source_system,
        codes_read.source_key,
        min(case
            when codes_read.uscc is not null then 'uscc:' || codes_read.uscc
            when tax_numbers_owned.uscc is not null then 'uscc:' || tax_numbers_owned.uscc
            when codes_read.tax_number is not null then 'tax_id:' || codes_read.tax_number
            else 'first_sight:' || codes_read.source_system || ':' || codes_read.source_key
        end) as matched_on
    from codes_read
    left join tax_numbers_owned on codes_read.tax_number = tax_numbers_owned.tax_number
    group by codes_read.source_system, codes_read.source_key
)

select * from accounts_matched
