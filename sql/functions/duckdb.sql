-- What kam's SQL functions are in DuckDB, exactly: the oracle runs the same models with these.
-- One needs a stand-in, since DuckDB has no compatible forms of Unicode: before this script, register a function
-- `simplify_text(varchar) -> varchar` that gives NFKC in lower case with blanks collapsed (from Python, `unicodedata`).
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

-- n / d of whole numbers, rounded down also below zero; `//` rounds towards zero.
create or replace macro floor_divide(n, d) as
    n // d - case when n % d < 0 then 1 else 0 end;

-- Weekdays from Monday, 1969-12-29 to the day n days later.
create or replace macro weekdays_to(n) as
    floor_divide(n, 7) * 5 + least(n - floor_divide(n, 7) * 7, 5);

-- Days of [a, b) from Monday to Friday.
create or replace macro weekdays_between(a, b) as
    case
        when a is null or b is null then null
        else cast(greatest(
            weekdays_to(b - date '1969-12-29') - weekdays_to(a - date '1969-12-29'), 0
        ) as bigint)
    end;

-- Whole minutes from a to b.
create or replace macro minutes_between(a, b) as
    cast(floor_divide(
        epoch_us(cast(b as timestamptz)) - epoch_us(cast(a as timestamptz)), 60000000
    ) as bigint);

-- The date of an instant in a zone.
create or replace macro local_date(t, zone) as
    cast(timezone(zone, cast(t as timestamptz)) as date);

-- Microseconds of work from some Monday to a local time, for days that open after some and last for some microseconds.
create or replace macro worked_before(t, opens, length) as
    weekdays_to(cast(t as date) - date '1969-12-29') * length
    + case
        when isodow(t) > 5 then 0
        else least(greatest(epoch_us(t) - epoch_us(date_trunc('day', t)) - opens, 0), length)
    end;

-- Minutes of [a, b) from Monday to Friday between two minutes of the day, on the clocks of a zone.
create or replace macro business_minutes_between(a, b, zone, opens, closes) as
    case
        when a is null or b is null or zone is null or opens is null or closes is null then null
        else cast(greatest(floor_divide(
            worked_before(
                timezone(zone, cast(b as timestamptz)), cast(opens as bigint) * 60000000,
                cast(greatest(closes - opens, 0) as bigint) * 60000000
            ) - worked_before(
                timezone(zone, cast(a as timestamptz)), cast(opens as bigint) * 60000000,
                cast(greatest(closes - opens, 0) as bigint) * 60000000
            ),
            60000000
        ), 0) as bigint)
    end;

-- The numbers of a list, sorted and without NULLs, wide enough to reckon with; NULL if none remain.
create or replace macro sorted_numbers(numbers) as
    list_transform(
        [list_sort(list_transform(
            list_filter(numbers, lambda x: x is not null), lambda x: x * cast(1 as decimal(19, 0))
        ))],
        lambda sorted: case when len(sorted) > 0 then sorted end
    )[1];

-- Twice the median of a sorted list.
create or replace macro twice_median(sorted) as
    sorted[(len(sorted) + 1) // 2] + sorted[len(sorted) // 2 + 1];

-- The median as DECIMAL(18,6), rounded once, half-even.
create or replace macro median_of(numbers) as
    list_transform([sorted_numbers(numbers)], lambda sorted: ratio(twice_median(sorted), 2))[1];

-- The median of the distances from the median: each is taken doubled, from the doubled median.
create or replace macro mad_of(numbers) as
    list_transform(
        list_transform(
            list_transform([sorted_numbers(numbers)], lambda sorted: {'sorted': sorted, 'middle': twice_median(sorted)}),
            lambda found: list_sort(list_transform(found.sorted, lambda x: abs(x + x - found.middle)))
        ),
        lambda distances: ratio(twice_median(distances), 4)
    )[1];

-- The number at place (n - 1) * p of the sorted list, between two by straight line; places count in millionths.
create or replace macro quantile_of(numbers, p) as
    case
        when p < 0 or p > 1 then error('the share quantile_of takes lies between 0 and 1')
        else list_transform(
            list_transform(
                [{'sorted': sorted_numbers(numbers), 'share': cast(p * 1000000 as bigint)}],
                lambda asked: {
                    'sorted': asked.sorted,
                    'below': (len(asked.sorted) - 1) * asked.share // 1000000,
                    'rest': (len(asked.sorted) - 1) * asked.share % 1000000
                }
            ),
            lambda place: ratio(
                place.sorted[place.below + 1] * cast(1000000 - place.rest as decimal(19, 0))
                + place.sorted[least(place.below + 2, len(place.sorted))] * cast(place.rest as decimal(19, 0)),
                1000000
            )
        )[1]
    end;

-- 1 / (1 + e^-x), rounded to six places, half-even. Doubles of two machines may differ in their last bit: that shows
-- in one of some ten thousand million values.
create or replace macro logistic(x) as
    cast(cast(cast(round_even(1000000 / (1 + exp(-cast(x as double))), 0) as bigint) as decimal(18, 0))
        * cast(0.000001 as decimal(7, 6)) as decimal(18, 6));

-- 18 symbols without I, O, S, V, Z, of which the last checks the others: GB 32100-2015.
create or replace macro is_uscc(code) as
    case
        when code is null then null
        when not regexp_full_match(code, '[0-9A-HJ-NP-RTUWXY]{18}') then false
        else (31 - list_sum(list_transform(
            [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28],
            lambda weight, place:
                weight * (strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, place, 1)) - 1)
        )) % 31) % 31 = strpos('0123456789ABCDEFGHJKLMNPQRTUWXY', substr(code, 18, 1)) - 1
    end;

-- Where in b each letter of a is found: the first of the same that is near and not yet found. Lists of letters.
create or replace macro places_found(a, b) as
    list_reduce(
        list_transform(range(1, len(a) + 1), lambda i: [cast(i as bigint)]),
        lambda found, here: list_concat(found, list_slice(list_filter(
            range(
                greatest(here[1] - greatest(greatest(len(a), len(b)) // 2 - 1, 0), 1),
                least(here[1] + greatest(greatest(len(a), len(b)) // 2 - 1, 0), len(b)) + 1
            ),
            lambda place: b[place] = a[here[1]] and not list_contains(found, place)
        ), 1, 1)),
        cast([] as bigint[])
    );

-- How many of the letters found stand elsewhere in b than in a, by halves rounded down.
create or replace macro swaps(b, found) as
    len(list_filter(
        range(1, len(found) + 1), lambda i: b[found[i]] <> b[list_sort(found)[i]]
    )) // 2;

-- How many of the first four letters agree.
create or replace macro letters_leading(a, b) as
    len(list_filter(range(1, least(len(a), len(b), 4) + 1), lambda i: list_slice(a, 1, i) = list_slice(b, 1, i)));

-- The likeness after Jaro as a part of a whole; no letters found are no likeness.
create or replace macro likeness(a, b, found) as {
    'part': cast(
        len(found) * len(found) * (len(a) + len(b)) + (len(found) - swaps(b, found)) * len(a) * len(b) as uhugeint
    ),
    'whole': cast(3 * len(a) * len(b) * len(found) as uhugeint)
};

-- n / d in ten-thousandths, half-even.
create or replace macro four_places(n, d) as
    cast(cast(half_even(n * 10000 // d, n * 10000 % d, d) as bigint) as decimal(9, 0)) * cast(0.0001 as decimal(5, 4));

-- The likeness after Jaro and Winkler, exactly and over letters; DuckDB's own is a double and counts bytes.
create or replace macro jaro_winkler(a, b) as
    cast(case
        when a is null or b is null then null
        when a = b then 1
        when a = '' or b = '' then 0
        else list_transform(
            list_transform(
                list_transform(
                    [{'a': string_split(a, ''), 'b': string_split(b, '')}],
                    lambda texts: {
                        'found': places_found(texts.a, texts.b), 'leading': letters_leading(texts.a, texts.b),
                        'a': texts.a, 'b': texts.b
                    }
                ),
                lambda texts: {'jaro': likeness(texts.a, texts.b, texts.found), 'leading': texts.leading}
            ),
            lambda l: case
                when l.jaro.whole = 0 then 0
                else four_places(
                    10 * l.jaro.part + cast(l.leading as uhugeint) * (l.jaro.whole - l.jaro.part), 10 * l.jaro.whole
                )
            end
        )[1]
    end as decimal(9, 4));
