-- What kam's SQL functions are in DuckDB, exactly: the oracle runs the same models with these.
-- Whole numbers throughout (UHUGEINT, 128 bits): a step that does not fit stops the query, none rounds on its way.

-- The digits of a decimal or integer without point and sign: 12.3400 -> 123400.
create or replace macro decimal_digits(a) as
    cast(replace(replace(cast(a as varchar), '.', ''), '-', '') as uhugeint);

-- How many of them stand behind the point: 12.3400 -> 4.
create or replace macro decimal_scale(a) as
    case when contains(cast(a as varchar), '.') then length(split_part(cast(a as varchar), '.', 2)) else 0 end;

-- Ten to the power k.
create or replace macro power_of_ten(k) as
    cast(rpad('1', cast(1 + k as integer), '0') as uhugeint);

-- Two numbers as whole numbers of one scale, so that only their quotient matters.
create or replace macro decimal_pair(a, b) as {
    'over': decimal_digits(a) * power_of_ten(greatest(decimal_scale(b) - decimal_scale(a), 0)),
    'under': decimal_digits(b) * power_of_ten(greatest(decimal_scale(a) - decimal_scale(b), 0))
};

-- rest * 1,000,000 divided by under, for rest < under < 10^38: whole part and remainder.
-- The product may outgrow 128 bits; then it is built bit by bit (binary 1,000,000), dividing after each.
create or replace macro millionths(rest, under) as
    case
        when rest < power_of_ten(32) then {
            'whole': rest * 1000000::uhugeint // under,
            'rest': rest * 1000000::uhugeint % under
        }
        else list_reduce(
            list_transform(
                [0, 1, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0],
                lambda bit: {'whole': bit::uhugeint, 'rest': 0::uhugeint}
            ),
            lambda done, bit: {
                'whole': done.whole * 2 + (done.rest * 2 + bit.whole * rest) // under,
                'rest': (done.rest * 2 + bit.whole * rest) % under
            }
        )
    end;

-- Half-even: the whole part, one more if the remainder is over half, or half and the whole part odd.
create or replace macro half_even(whole, rest, under) as
    whole + case
        when rest > under - rest then 1
        when rest = under - rest and whole % 2 = 1 then 1
        else 0
    end::uhugeint;

-- |a / b| in millionths, half-even. A lambda over one value names it, so that it is computed once.
create or replace macro quotient_in_millionths(a, b) as
    list_transform(
        list_transform(
            list_transform([decimal_pair(a, b)], lambda pair: {
                'units': pair.over // nullif(pair.under, 0),
                'rest': pair.over % nullif(pair.under, 0),
                'under': nullif(pair.under, 0)
            }),
            lambda q: {'units': q.units, 'parts': millionths(q.rest, q.under), 'under': q.under}
        ),
        lambda q: q.units * 1000000::uhugeint + half_even(q.parts.whole, q.parts.rest, q.under)
    )[1];

-- a / b as DECIMAL(18,6), half-even; NULL if either is NULL or b is 0.
create or replace macro ratio(a, b) as
    cast(case
        when a is null or b is null or b = 0 then null
        else cast(cast(quotient_in_millionths(a, b) as bigint) as decimal(18, 0))
            * cast(0.000001 as decimal(7, 6)) * case when (a < 0) <> (b < 0) then -1 else 1 end
    end as decimal(18, 6));

-- sum / n, the same arithmetic.
create or replace macro mean(total, n) as ratio(total, n);

-- A 63-bit key of a source's own key: the first 16 hex digits of the SHA-256, without the top bit.
create or replace macro key64(source_system, source_key) as
    cast(
        cast('0x' || substr(sha256(source_system || chr(31) || source_key), 1, 16) as ubigint)
        & cast(9223372036854775807 as ubigint) as bigint
    );

-- Days from a to b.
create or replace macro days_between(a, b) as cast(b - a as bigint);
