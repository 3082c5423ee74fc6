### English texts. Numbers arrive written; whole numbers choose the plural.

## How dates are written

format-month-name = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
format-date = { $day } { format-month-name } { $year }
format-date-short = { $day } { format-month-name }
format-month = { format-month-name } { $year }
format-month-short = { format-month-name }
format-quarter = Q{ $number } { $year }
format-quarter-short = { $year }Q{ $number }
format-quarter-shortest = { $short_year }Q{ $number }
# Powers of ten and their words, rising.
format-money-units = 3 K, 6 M, 9 bn
format-points = { $value } pts
format-amount = { $currency } { $amount }

## Why a figure is missing

null-reason-no_data = No data has been delivered for this.
null-reason-not_applicable = Does not apply here: the base is zero or negative.
null-reason-insufficient_history = There is not enough history yet.
null-reason-div_by_zero = Cannot be computed: the base is zero.
null-reason-suppressed_small_n = Too few cases to show.
null-reason-source_missing = The source system is not connected.
null-reason-unstated = Not known.

## The portfolio report

portfolio-title = Customer value contribution
portfolio-data-as-of = Data as of { $date }
portfolio-no-totals = Nothing has been computed for this quarter yet.

total-net-revenue-quarter = Net revenue, this quarter
total-net-revenue-year = Net revenue, twelve months
total-active-customers = Customers who bought
total-active-of = of { $customers }, in twelve months
total-top-share = Share of the top 20%
total-top-share-of = of twelve months’ revenue
change-on-quarter-before = vs quarter before

reading-revenue = { $direction ->
    [up] Net revenue in { $quarter } came to { $revenue }, up { $change } on the quarter before.
    [down] Net revenue in { $quarter } came to { $revenue }, down { $change } on the quarter before.
    [flat] Net revenue in { $quarter } came to { $revenue }, the same as the quarter before.
   *[unknown] Net revenue in { $quarter } came to { $revenue }; there is no quarter before to compare it with.
}
reading-concentration = { $count ->
    [one] Of { $active } customers who bought in the last twelve months, one brings in { $share } of revenue:
   *[other] Of { $active } customers who bought in the last twelve months, { $count } bring in { $share } of revenue,
}
reading-leader = { $count ->
    [one] { $name }.
   *[other] led by { $name } with { $leader }.
}

curve-title = Cumulative value
curve-about = Customers from the largest to the smallest. Bars: each customer’s share of the last twelve months’ net revenue. Line: the share reached so far.
curve-description = { $customers ->
    [one] One customer.
   *[other] { $customers } customers, from the largest to the smallest.
} The cumulative share of net revenue is also in the table of customers below.
curve-axis = Customers, by rank
curve-point = { $rank }. { $name }: { $share }, { $cumulative } so far
curve-empty = No customer has brought net revenue in the last twelve months.

classes-caption = Classes A, B and C, by the share reached before each customer
class-name = { $class }
column-class = Class
column-customers = Customers
column-net-revenue-year = Net revenue, 12 months
column-share = Share
column-cumulative = Cumulative
column-rank = Rank
column-customer = Customer
column-net-revenue-quarter = This quarter
column-growth = vs year ago

## Whom to look at first

watch-title = Whom to look at first
watch-about = { $total ->
    [one] The one customer whose risk is known.
   *[other] The { $shown } customers with the highest risk of { $total } whose risk is known. Both indices run from 0 to 100.
}
watch-provisional = * Provisional: some of what the tier is made of is not known yet.
column-tier = Tier
column-value-index = Value index
column-risk-index = Risk index
column-risk-level = Risk
column-top-risks = What drives it
tier-strategic = strategic
tier-core = core
tier-growth = growth
tier-standard = standard
risk-level-low = low
risk-level-medium = medium
risk-level-high = high
risk-level-very_high = very high
signal-sig_payment_delay = pays later
signal-sig_order_plunge = orders plunge
signal-sig_freq_drop = orders less often
signal-sig_contract_expiry = contract ends
signal-sig_complaint = complaints
signal-sig_sat_volume = satisfaction and volume
signal-sig_margin_erosion = margin erodes
signal-sig_sla_breach = service late
signal-override = red line

customers-title = Customers by value
customers-about = Ranked by net revenue of the twelve months to { $date }. Amounts in { $currency }.
customers-shown = The first { $shown } of { $total } customers are listed.

never-ordered-title = Never ordered
never-ordered-about = { $count ->
    [one] One customer is on file and has never ordered.
   *[other] { $count } customers are on file and have never ordered.
}
never-ordered-unknown = Not known yet: { $attributes }.
never-ordered-all-known = Everything we ask of a customer is on file.
list-separator = ,{" "}
sentence-separator = {" "}

attribute-country = country
attribute-city = city
attribute-abc_class = class
attribute-net_revenue_t12m = net revenue
attribute-rank_revenue = rank
attribute-revenue_share = share of revenue
attribute-first_order_date = first order
attribute-last_order_date = last order
attribute-tier = tier
attribute-class_ae = A to E class
attribute-impact_score = impact
attribute-strategic_score = strategic fit
attribute-value_contribution_index = value contribution
attribute-customer_contribution = contribution after cost to serve
attribute-whale_curve = place on the whale curve
attribute-risk_index = risk
attribute-risk_level = risk level
attribute-risk_contribution = what drives risk
attribute-health_score = health
attribute-health_trend = health trend
attribute-need_size_cell = needs and size
attribute-coverage_model = coverage
attribute-owner = account manager
attribute-next_action = next step
attribute-demand_forecast_q = demand forecast
attribute-share_of_wallet = share of wallet

checks-title = Checks
checks-passed = { $count ->
    [0] No check has been defined.
    [one] The one check passed.
   *[other] All { $count } checks passed.
}
checks-failed = { $failed ->
    [one] One of { $count } checks found something:
   *[other] { $failed } of { $count } checks found something:
}
checks-violations = { $count ->
    [one] one row
   *[other] { $count } rows
}
checks-severity-warn = to be looked at
checks-severity-block = blocks the report

origin-title = Where the figures come from
origin-about = Every row was read from these deliveries. Read is what the files held; rejected rows are kept with their reason.
origin-none = No delivery has been read.
column-extract = Extract
column-known-from = Latest as of
column-files = Files
column-rows-read = Rows read
column-rows-landed = Accepted
column-rows-rejected = Rejected
column-rows-unchanged = Unchanged

notes-title = How to read it
note-net-revenue-term = Net revenue
note-net-revenue = Invoice lines after discount, credit notes negative, in { $currency }.
note-year-term = Last twelve months
note-year = The four whole quarters that end on { $date }.
note-growth-term = vs year ago
note-growth = This quarter against the same quarter last year; where that one is zero or negative, the difference in { $currency }.
note-gini-term = Gini coefficient
note-gini = { $gini } over the last twelve months; 0 when all customers bring the same, near 1 when one brings everything.
note-absent-term = —
note-absent = Not known or not defined; the reason appears when pointing at it. It never means zero.

## Charts

chart-data = The figures
chart-no-values = Nothing is known of this yet.
chart-not-known = not known
chart-nothing-open = nothing
chart-colon = :{" "}
chart-quarters-about = { $count ->
    [one] One quarter is known.
   *[other] { $count } quarters are known.
} What is not known is left out, never drawn as zero.
asset-map-about = { $customers ->
    [one] One customer by value and risk.
   *[other] { $customers } customers by value and risk.
} The larger, the more it contributes.
asset-map-value = Value, 0 to 100 →
asset-map-risk = ↑ Risk, 0 to 100
asset-map-protect = Protect: valuable, at risk
asset-map-grow = Grow: valuable, calm
asset-map-limit = Limit: costly, at risk
asset-map-maintain = Maintain: smaller, calm
asset-map-area = Area: contribution; hollow: below zero; dashed: not known
asset-map-unplaced = { $count ->
    [one] One customer without value or risk is not on the map.
   *[other] { $count } customers without value or risk are not on the map.
}
asset-map-point = { $name }: value { $value }, risk { $risk }, contribution { $amount }
whale-about = { $customers ->
    [one] One customer.
   *[other] { $customers } customers, from the most to the least profitable.
}
whale-axis = Customers, the most profitable first
whale-peak = Peak after { $rank ->
    [one] one customer: { $amount }
   *[other] { $rank } customers: { $amount }
}
funnel-stage = Stage
funnel-count = Open
funnel-amount = Amount
funnel-conversion = Go on
timeline-about = { $count ->
    [one] One span of time.
   *[other] { $count } spans of time.
} The line stands at { $date }.
timeline-left-out = { $count ->
    [one] One more is not drawn.
   *[other] { $count } more are not drawn.
}
level-low = low
level-mid = middle
level-high = high

## The gallery of charts

gallery-title = Gallery of charts
gallery-about = Every chart with sample rows, none, one, very many, negative ones and very long names. The figures are made up.
gallery-case-typical = As usual
gallery-case-one = One row
gallery-case-none = No rows
gallery-case-many = Very many
gallery-case-negative = Below zero
gallery-case-long = Very long names
gallery-case-unknown = Nothing known
gallery-case-level = Always the same
gallery-type = Type and colours
gallery-specimen = Of 312 customers, 41 bring in 78.4% of revenue; 云岭电力 alone brings 9.2%.
gallery-asset-map = Asset map
gallery-trend = Trend
gallery-trend-heading = Customers pay ever later: 46.3 days, 5 more than three years ago.
gallery-trend-about = Days sales outstanding, counted back, beside the best possible.
gallery-quarter = Quarter
gallery-dso = DSO
gallery-best = best possible
gallery-days = days
gallery-agreed = terms agreed
gallery-columns = Net revenue per quarter
gallery-sparklines = Within a table
gallery-bars = Bars
gallery-bars-caption = What the risk index is made of, in points
gallery-risk-index = Risk index
gallery-waterfall = Waterfall
gallery-waterfall-caption = From net revenue to contribution, twelve months
gallery-line-net_revenue = Net revenue
gallery-line-cost_of_goods = Cost of goods
gallery-line-gross_margin = Gross margin
gallery-line-discounts = Rebates
gallery-line-cost_to_serve = Cost to serve
gallery-line-carrying_cost = Carrying cost of receivables
gallery-line-freight = Freight
gallery-line-contribution = Contribution
gallery-stack = Ageing
gallery-stack-caption = Open receivables by days past due
gallery-late-0 = not due
gallery-late-1 = 1–30
gallery-late-2 = 31–60
gallery-late-3 = 61–90
gallery-late-4 = 91–180
gallery-late-5 = 181–365
gallery-late-6 = over a year
gallery-curves = Curves
gallery-whale = Whale curve
gallery-funnel = Funnel
gallery-funnel-caption = Opportunities by stage
gallery-timeline = Timeline
gallery-matrix = Matrix
gallery-matrix-caption = Customers by impact and strategic relevance
gallery-impact = Impact
gallery-relevance = Relevance
