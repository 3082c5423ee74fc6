-- What every function of kam gives in two engines. Queries are separated by blank lines; each must have rows,
-- and the same ones in both engines. `functions.py` runs them.

-- ratio, mean
select a.x, b.x as y, ratio(a.x, b.x) as quotient, mean(a.x, b.x) as average
from (values (0.0000), (1.0000), (-2.0000), (0.0001), (123456.7890), (-0.0003), (cast(null as decimal(18, 4)))) as a (x)
cross join (values (3), (-7), (0), (2), (1), (cast(null as bigint))) as b (x)

-- key64
select a.x, b.x as y, key64(a.x, b.x) as key
from (values ('erp'), ('客户系统'), (''), (cast(null as varchar))) as a (x)
cross join (values ('1'), ('上海'), (''), (cast(null as varchar))) as b (x)

-- days_between, weekdays_between
select a.x, b.x as y, days_between(a.x, b.x) as days, weekdays_between(a.x, b.x) as weekdays
from (
    values
    (date '1969-12-28'), (date '1970-01-01'), (date '2026-07-03'), (date '2026-07-04'), (date '2026-07-05'),
    (date '2026-07-06'), (date '1901-02-03'), (cast(null as date))
) as a (x)
cross join (
    values
    (date '1969-12-29'), (date '1955-06-12'), (date '2026-07-03'), (date '2026-07-04'), (date '2026-07-06'),
    (date '2026-07-12'), (date '2027-01-01'), (cast(null as date))
) as b (x)

-- minutes_between, local_date
select a.x, b.x as y, minutes_between(a.x, b.x) as minutes, local_date(a.x, z.zone) as day
from (
    values
    (timestamptz '2026-07-03 09:59:30.5+00'), (timestamptz '2026-07-03 16:00:00+00'),
    (timestamptz '2026-03-29 00:59:59+00'), (timestamptz '1969-12-31 23:59:59.999999+00'), (cast(null as timestamptz))
) as a (x)
cross join (
    values
    (timestamptz '2026-07-03 09:58:29.4+00'), (timestamptz '2026-07-03 16:00:00+00'),
    (timestamptz '1969-12-31 23:58:30+00'), (cast(null as timestamptz))
) as b (x)
cross join (values ('Asia/Shanghai'), ('UTC'), ('America/New_York'), (cast(null as varchar))) as z (zone)

-- business_minutes_between
select
    a.x, b.x as y, z.zone, h.opens, h.closes,
    business_minutes_between(a.x, b.x, z.zone, h.opens, h.closes) as minutes
from (
    values
    (timestamptz '2026-07-03 09:59:30.5+00'), (timestamptz '2026-07-04 03:00:00+00'),
    (timestamptz '2026-03-27 16:00:00+00'), (timestamptz '1969-12-31 01:00:00+00'), (cast(null as timestamptz))
) as a (x)
cross join (
    values
    (timestamptz '2026-07-06 01:00:30+00'), (timestamptz '2026-07-03 10:59:59+00'),
    (timestamptz '2026-03-30 08:00:00+00'), (timestamptz '2026-11-02 15:00:00+00'), (cast(null as timestamptz))
) as b (x)
cross join (
    values ('Asia/Shanghai'), ('Europe/Berlin'), ('America/New_York'), (cast(null as varchar))
) as z (zone)
cross join (values (540, 1080), (0, 1440), (1080, 540), (720, cast(null as bigint))) as h (opens, closes)

-- median_of, mad_of, quantile_of over decimals
select
    g,
    median_of(array_agg(x order by x)) as median,
    mad_of(array_agg(x order by x)) as mad,
    quantile_of(array_agg(x order by x), 0) as least,
    quantile_of(array_agg(x order by x), 0.1) as low,
    quantile_of(array_agg(x order by x), 0.333333) as third,
    quantile_of(array_agg(x order by x desc), 0.90) as high,
    quantile_of(array_agg(x order by x), 1) as most,
    quantile_of(array_agg(x order by x), cast(null as decimal(9, 4))) as unknown
from (
    values
    ('history', 100.0000), ('history', 104.0000), ('history', 98.0000), ('history', 102.0000),
    ('history', 101.0000), ('history', 99.0000), ('history', 103.0000), ('history', 97.0000),
    ('one', -7.2500), ('nothing', cast(null as decimal(18, 4))),
    ('with null', 1.2500), ('with null', cast(null as decimal(18, 4))), ('with null', -3.5000),
    ('ties', 2.0000), ('ties', 2.0000), ('ties', 2.0000), ('ties', 9.0000),
    ('huge', 99999999999.9999), ('huge', -99999999999.9999), ('huge', 99999999999.9998)
) as t (g, x)
group by g

-- median_of, mad_of, quantile_of over whole numbers
select
    g,
    median_of(array_agg(x order by x)) as median,
    mad_of(array_agg(x order by x)) as mad,
    quantile_of(array_agg(x order by x), 0.75) as high
from (
    values
    ('a', cast(7 as bigint)), ('a', 9), ('a', 15), ('a', 20), ('a', 24), ('b', 1), ('b', 2),
    ('c', cast(null as bigint)), ('d', 0), ('e', -999999999999), ('e', 999999999999), ('e', null)
) as t (g, x)
group by g

-- median_of, mad_of, quantile_of: half a millionth goes to the even neighbour
select
    g,
    median_of(array_agg(x order by x)) as median,
    mad_of(array_agg(x order by x)) as mad,
    quantile_of(array_agg(x order by x), 0.5) as middle
from (
    values
    (1, cast(0.000001 as decimal(18, 6))), (1, cast(0.000002 as decimal(18, 6))),
    (2, cast(0.000002 as decimal(18, 6))), (2, cast(0.000003 as decimal(18, 6))),
    (3, cast(-0.000001 as decimal(18, 6))), (3, cast(-0.000002 as decimal(18, 6)))
) as t (g, x)
group by g

-- median_of, mad_of, quantile_of of nothing at all
select
    median_of(array_agg(x order by x)) as median,
    mad_of(array_agg(x order by x)) as mad,
    quantile_of(array_agg(x order by x), 0.5) as middle
from (values (cast(1 as decimal(18, 4)))) as t (x)
where x > 1

-- logistic
select x, logistic(x) as drawn, logistic(cast(x as decimal(9, 4))) as drawn_of_four, logistic(1.702 * x) as scaled
from (
    values
    (cast(0 as decimal(18, 6))), (0.000001), (-0.000001), (0.403), (1), (-1), (5.440001), (-13.66), (20.7), (-20.7),
    (99999), (-99999), (cast(null as decimal(18, 6)))
) as t (x)

-- jaro_winkler
select a.x, b.x as y, jaro_winkler(a.x, b.x) as alike
from (
    values
    ('SHACKLEFORD'), ('DUNNINGHAM'), ('NICHLESON'), ('MARHTA'), ('DIXON'), ('上海华东贸易有限公司'), ('上海东华贸易公司'),
    (''), ('a'), ('aaaaaaaa'), ('abcdefgh'), ('😀上海'), (cast(null as varchar))
) as a (x)
cross join (
    values
    ('SHACKELFORD'), ('CUNNIGHAM'), ('NICHULSON'), ('MARTHA'), ('DICKSONX'), ('上海華東貿易有限公司'), ('华东上海贸易'),
    (''), ('a'), ('aaab'), ('hgfedcba'), ('bcdaefgh'), ('上海😀'), (cast(null as varchar))
) as b (x)

-- simplify_text
select x, simplify_text(x) as simple
from (
    values
    ('　ＡＢＣ（上海）　有限公司'), ('Ünïcode  ﬁne'), (' a   b '), (''), ('　'), ('Σίσυφος ΌΣΟΣ'), ('İstanbul'), ('㈱トヨタ'),
    ('①②'), ('ｶﾞ'), (cast(null as varchar))
) as t (x)

-- is_uscc
select x, is_uscc(x) as valid
from (
    values
    ('91350100M000100Y43'), ('91350100M000100Y4Z'), ('91350100M000100Y44'), ('19350100M000100Y43'), (''),
    ('91350100m000100Y43'), (' 91350100M000100Y43'), ('91350100M000100Y430'), ('９1350100M000100Y43'),
    ('000000000000000000'), ('YYYYYYYYYYYYYYYYYY'), (cast(null as varchar))
) as t (x)

-- trim
select x, trim(x) as trimmed, trim(both 'xy' from x) as without_letters
from (
    values
    ('　青岛 机械　'), (' a '), (' a　　'), ('xy　yx'), (''), ('　'), ('xyyx'), (cast(null as varchar))
) as t (x)
