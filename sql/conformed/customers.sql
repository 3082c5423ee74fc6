/* kam
description = """
One row per customer: of each attribute the first value its live accounts give, systems and keys in order. A customer whose accounts are
all gone keeps what was last known. Customer 0, UNRESOLVED, stands there only while invoice lines name no known account, so that totals tie."""
grain = ["customer_id"]

[columns]
customer_id    = { type = "bigint", about = "Given at first sight, never given twice; 0 is UNRESOLVED.", audience = "customer", measure = "id_cluster_id" }
customer_name  = { type = "text", about = "The name to print.", audience = "customer" }
uscc           = { type = "text", about = "Unified social credit code.", audience = "internal" }
tax_id         = { type = "text", about = "Tax number.", audience = "internal" }
country        = { type = "text", about = "Country.", audience = "customer" }
region         = { type = "text", about = "Province or state.", audience = "customer" }
city           = { type = "text", about = "City.", audience = "customer" }
industry       = { type = "text", about = "Industry.", audience = "customer" }
source_systems = { type = "text", about = "The systems that know it, in order.", audience = "internal" }
account_count  = { type = "bigint", unit = "accounts", about = "Live accounts that stand for it.", audience = "internal" }
is_live        = { type = "boolean", about = "Whether any system still has it.", audience = "internal" }
*/
with

accounts as (
    select * from entity.accounts
),

customer_keys as (
    select * from conformed.customer_keys
),

invoice_lines as (
    select * from conformed.invoice_lines
),

customers_before as (
    select * from previous.customers
),

ids_gone as (
    select customer_id
    from customer_keys
    group by customer_id
    having max(case when is_live then 1 else 0 end) = 0
),

accounts_offered as (
    select
        customer_keys.customer_id,
        accounts.source_system || chr(31) || accounts.source_key as place,
        case
            when row_number() over (
                    partition by customer_keys.customer_id, accounts.source_system
                    order by accounts.source_key
                ) = 1 then accounts.source_system
        end as source_systems,
        accounts.account_name as customer_name,
        accounts.uscc,
        accounts.tax_id,
        accounts.country,
        accounts.region,
        accounts.city,
        accounts.industry
    from accounts
    inner join customer_keys
        on accounts.source_system = customer_keys.source_system
        and accounts.source_key = customer_keys.source_key
    union all
    select
        customers_before.customer_id,
        '' as place,
        customers_before.source_systems,
        customers_before.customer_name,
        customers_before.uscc,
        customers_before.tax_id,
        customers_before.country,
        customers_before.region,
        customers_before.city,
        customers_before.industry
    from customers_before
    inner join ids_gone on customers_before.customer_id = ids_gone.customer_id
    union all
    select
        customer_id,
        '' as place,
        cast(null as varchar) as source_systems,
        'UNRESOLVED' as customer_name,
        cast(null as varchar) as uscc,
        cast(null as varchar) as tax_id,
        cast(null as varchar) as country,
        cast(null as varchar) as region,
        cast(null as varchar) as city,
        cast(null as varchar) as industry
    from invoice_lines
    where customer_id = 0
    group by customer_id
),

customers_chosen as (
    select
        customer_id,
        (array_agg(customer_name order by place) filter (where customer_name is not null))[1]
            as customer_name,
        (array_agg(uscc order by place) filter (where uscc is not null))[1] as uscc,
        (array_agg(tax_id order by place) filter (where tax_id is not null))[1] as tax_id,
        (array_agg(country order by place) filter (where country is not null))[1] as country,
        (array_agg(region order by place) filter (where region is not null))[1] as region,
        (array_agg(city order by place) filter (where city is not null))[1] as city,
        (array_agg(industry order by place) filter (where industry is not null))[1] as industry,
        string_agg(source_systems, ', ' order by place) as source_systems,
        count(case when place > '' then 1 end) as account_count,
        max(place) > '' as is_live
    from accounts_offered
    group by customer_id
)

select * from customers_chosen
