/* kam
description = """
Every order head is one line, at the amount of the head. Its items say something else (the check heads_unlike_their_items), so their amounts
are not used."""
feeds = "order_lines"
*/
with

orders as (
    select * from staging.sap_orders_renamed
),

lines_fed as (
    select
        'sap' as source_system,
        head_key as source_key,
        order_key,
        account_key,
        ordered_date,
        net_amount,
        currency,
        is_cancelled,
        _delivery_id,
        _file,
        _member,
        _row_number
    from orders
)

select * from lines_fed
