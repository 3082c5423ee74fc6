/* kam
description = """
One row per account key ever seen, and the customer it stands for: keys matched on the same thing are one customer, and so are keys
joined on their names (identity_links).
An id is given at first sight and never again: a customer keeps the smallest id its keys had, a key that leaves it gets a new one."""
grain = ["source_system", "source_key"]

[columns]
source_system       = { type = "text", about = "The system that sent the account.", audience = "internal" }
source_key          = { type = "text", about = "The system's own key.", audience = "internal" }
customer_id         = { type = "bigint", about = "The customer it stands for.", audience = "customer", measure = "id_cluster_id" }
method              = { type = "text", about = "How it came there: uscc or tax_id (shared with another key), name (joined on it), else first_sight.", audience = "internal" }
matched_on          = { type = "text", about = "The key all its accounts hang on, remembered when the account is gone.", audience = "internal" }
is_live             = { type = "boolean", about = "Whether the system still has the account.", audience = "internal" }
highest_customer_id = { type = "bigint", about = "The highest id this key ever had, so that none is given twice.", audience = "internal" }
*/
with

account_matches as (
    select * from conformed.account_matches
),

identity_links as (
    select * from conformed.identity_links
),

keys_before as (
    select * from previous.customer_keys
),

accounts_matched as (
    select
        account_matches.source_system,
        account_matches.source_key,
        coalesce(identity_links.root, account_matches.matched_on) as matched_on,
        identity_links.root is not null as is_joined
    from account_matches
    left join identity_links on account_matches.matched_on = identity_links.matched_on
),

keys_matched as (
    select
        coalesce(accounts_matched.source_system, keys_before.source_system) as source_system,
        coalesce(accounts_matched.source_key, keys_before.source_key) as source_key,
        coalesce(accounts_matched.matched_on, keys_before.matched_on) as matched_on,
        coalesce(accounts_matched.is_joined, false) as is_joined,
        accounts_matched.source_key is not null as is_live,
        keys_before.customer_id as customer_id_before,
        keys_before.highest_customer_id
    from accounts_matched
    full join keys_before
        on accounts_matched.source_system = keys_before.source_system
        and accounts_matched.source_key = keys_before.source_key
),

ids_claimed as (
    select
        matched_on,
        customer_id_before,
        row_number() over (
            partition by customer_id_before order by source_system, source_key
        ) as claim
    from keys_matched
    where customer_id_before is not null
),

ids_kept as (
    select
        matched_on,
        min(customer_id_before) as customer_id
    from ids_claimed
    where claim = 1
    group by matched_on
),

matches_counted as (
    select
        matched_on,
        count(case when not is_joined then 1 end) as exact_count,
        min(source_system || chr(31) || source_key) as first_key
    from keys_matched
    group by matched_on
),

highest_id_given as (
    select coalesce(max(highest_customer_id), 0) as customer_id
    from keys_before
),

ids_given as (
    select
        matches_counted.matched_on,
        matches_counted.exact_count,
        coalesce(
            ids_kept.customer_id,
            highest_id_given.customer_id + cast(row_number() over (
                partition by ids_kept.customer_id is null order by matches_counted.first_key
            ) as bigint)
        ) as customer_id
    from matches_counted
    cross join highest_id_given
    left join ids_kept on matches_counted.matched_on = ids_kept.matched_on
),

keys_given as (
    select
        keys_matched.source_system,
        keys_matched.source_key,
        ids_given.customer_id,
        case
            when keys_matched.is_joined then 'name'
            when ids_given.exact_count > 1 then split_part(keys_matched.matched_on, ':', 1)
            else 'first_sight'
        end as method,
        keys_matched.matched_on,
        keys_matched.is_live,
        greatest(
            ids_given.customer_id, coalesce(keys_matched.highest_customer_id, 0)
        ) as highest_customer_id
    from keys_matched
    inner join ids_given on keys_matched.matched_on = ids_given.matched_on
)

select * from keys_given
