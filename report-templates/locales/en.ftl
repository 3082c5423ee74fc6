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
format-hours = { $value } h
format-days = { $value } days
format-working-days = { $value } working days
format-amount = { $currency ->
    [none] { $amount }
   *[other] { $currency } { $amount }
}
currency-CNY = CNY

## Why a figure is missing

null-reason-no_data = No data has been delivered for this.
null-reason-not_applicable = Does not apply here: the base is zero or negative.
null-reason-insufficient_history = There is not enough history yet.
null-reason-div_by_zero = Cannot be computed: the base is zero.
null-reason-suppressed_small_n = Too few cases to show.
null-reason-source_missing = The source system is not connected.
null-reason-no_warning = No signal warns.
null-reason-informational = For information: it has no weight in the index.
null-reason-unstated = Not known.

## Words several sections share

tier-strategic = strategic
tier-core = core
tier-growth = growth
tier-standard = standard
tier-none = no tier
provisional-note = { $every ->
    [true] All tiers here are provisional: some of what they are made of is not known yet.
   *[false] * Provisional: some of what the tier is made of is not known yet.
}
risk-level-low = low
risk-level-medium = medium
risk-level-high = high
risk-level-very_high = very high
risk-level-of = { $level } risk
signal-sig_payment_delay = pays later
signal-sig_order_plunge = orders plunge
signal-sig_freq_drop = orders less often
signal-sig_contract_expiry = contract ends
signal-sig_complaint = complaints
signal-sig_sat_volume = satisfaction and volume
signal-sig_margin_erosion = margin erodes
signal-sig_sla_breach = service late
signal-sig_exec_change = executives change
signal-sig_legal_event = lawsuits
signal-sig_registry_event = register changes
signal-sig_competitor_incursion = competitor comes in
signal-sig_contact_silence = contact falls silent
signal-sig_champion_loss = champion leaves
signal-override = red line
signal-level-red = red
signal-level-amber = amber
signal-level-green = green
quadrant-name-protect = Protect
quadrant-name-grow = Grow
quadrant-name-limit = Limit
quadrant-name-maintain = Maintain
list-separator = ,{" "}
place-separator = ,{" "}
sentence-separator = {" "}
unit-days = days
total-all = All
table-search = Search
table-found = % rows match

column-customer = Customer
column-tier = Tier
column-class = Class
column-rank = Rank
column-share = Share
column-cumulative = Cumulative
column-cumulative-amount = Cumulative amount
column-customers = Customers
column-quarter = Quarter
column-change = Change
column-reason = Reason
column-value = Value
column-state = State
column-net-revenue = Net revenue
column-net-revenue-year = Net revenue, 12 months
column-net-revenue-quarter = This quarter
column-growth = vs year ago
column-contribution = Contribution, 12 months
column-contribution-quarter = Contribution
column-value-index = Value index
column-risk-index = Risk index
column-risk-level = Risk
column-impact = Impact
column-strategic = Relevance
column-quadrant = Quadrant
column-top-risks = What drives it

## The portfolio report: head and first sentences

portfolio-title = Quarterly value report
portfolio-data-as-of = Data as of { $date }
portfolio-no-totals = Nothing has been computed for this quarter yet.
contents-title = Sections

reading-no-revenue = No revenue is known for { $quarter } yet.
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
point-movements = { $tiered ->
    [true] { $up ->
        [0] No customer moved up a tier
        [one] One customer moved up a tier
       *[other] { $up } customers moved up a tier
    } and { $down ->
        [0] none down
        [one] one down
       *[other] { $down } down
    };
   *[false] Of the customers
} { $new ->
    [0] none is new
    [one] one is new
   *[other] { $new } are new
}, { $lost ->
    [0] none was lost
    [one] one was lost
   *[other] { $lost } were lost
}.
point-new = { $count ->
    [0] No customer is new.
    [one] One customer is new{ $known ->
        [true] {" "}and brought { $amount }, { $share } of the quarter’s revenue.
       *[false] .
    }
   *[other] { $count } customers are new{ $known ->
        [true] {" "}and brought { $amount }, { $share } of the quarter’s revenue.
       *[false] .
    }
} Whom we lost cannot be told before there is a history of twelve months.
point-risk = { $count ->
    [0] No customer is at high risk; { $medium ->
        [0] none is at medium risk either.
        [one] one is at medium risk.
       *[other] { $medium } are at medium risk.
    }
    [one] One customer is at high risk. It brought { $amount } in twelve months, { $share } of revenue.
   *[other] { $count } customers are at high risk. They brought { $amount } in twelve months, { $share } of revenue.
}
point-profit = Customers contributed { $amount } in twelve months after cost to serve; { $count ->
    [0] none of them costs more than it brings.
    [one] one costs more than it brings{ $known ->
        [true] { " " }and takes back { $erosion } of that.
       *[false] .
    }
   *[other] { $count } cost more than they bring{ $known ->
        [true] { " " }and take back { $erosion } of that.
       *[false] .
    }
}
point-receivables = { $some ->
    [flat] Customers owe nothing at the quarter’s end.
   *[other] Customers owe { $balance }, of which { $overdue } is past due{ $direction ->
        [up] , { $change } more than a quarter ago.
        [down] , { $change } less than a quarter ago.
        [flat] , as a quarter ago.
       *[unknown] .
    }
}
point-dso = Sales take { $days } days to come in{ $direction ->
    [up] , { $change } more than a quarter ago.
    [down] , { $change } less than a quarter ago.
    [flat] , as a quarter ago.
   *[unknown] .
}
point-checks = { $failed ->
    [0] { $count ->
        [0] No check has been defined.
        [one] The one check of the data passed.
       *[other] All { $count } checks of the data passed.
    }
    [one] One of { $count } checks of the data found something.
   *[other] { $failed } of { $count } checks of the data found something.
}
point-ledger = { $differing ->
    [0] All { $compared } monthly totals compared with the books agree to the cent.
    [one] One of { $compared } monthly totals differs from the books.
   *[other] { $differing } of { $compared } monthly totals differ from the books.
}
point-no-ledger = No books were delivered to compare the totals with.
points-title = The quarter in brief
act-title = Act on these first
act-why = Risk { $index }, { $revenue } in twelve months: { $signals }.
act-step = First step:{" "}
act-effect = The index would be { $index } ({ $level }).

total-net-revenue-quarter = Net revenue, this quarter
total-net-revenue-year = Net revenue, twelve months
total-active-customers = Customers who bought
total-active-of = of { $customers }, in twelve months
total-customers-quarter = Customers who bought, this quarter
total-customers-of-file = of { $customers } on file
total-new-customers = New customers
total-new-share = { $known ->
    [true] { $share } of the quarter’s revenue
   *[false] {""}
}
totals-no-year = Not known yet: net revenue of twelve months and what is drawn from it, as share, rank, class and growth. The deliveries do not reach back that far.
total-top-share = Share of the top 20%
total-top-share-of = of twelve months’ revenue
change-on-quarter-before = vs quarter before

## Movements

movements-title = Who moved
movements-about = { $tiered ->
    [true] Changes of tier since { $quarter }, and who came and went.
   *[false] { $year ->
        [true] Who came and who went since { $quarter }.
       *[false] Who came since { $quarter }. The deliveries reach back less than a year: whoever last bought before that counts as new.
    }
}
movements-shown = Of the { $count } new customers the { $shown } who brought most are listed.
movements-none = Nobody changed tier since { $quarter }; nobody came, nobody left.
movements-unknown = There is no quarter before with tiers to compare with.
movements-note = { $tiered ->
    [true] Each pair is the quarter before → this one; impact, relevance and risk run from 0 to 100.
   *[false] Each pair is the quarter before → this one; scores run from 0 to 100.
}
movement-lost = Lost
movement-down = Down
movement-up = Up
movement-new = New
movement-reason-value = value
movement-reason-risk = risk
movement-reason-strategy = relevance
movement-reason-rule = a rule: revenue or contribution crossed a line
movement-because-lost = no purchase in a year
movement-because-new = first order
movement-because-up = not known
movement-because-down = not known
column-movement = Tier

## Asset map

map-title = Customer asset map
map-heading = { $count ->
    [one] One customer by value and risk.
   *[other] { $count } customers by value and risk: those at the top right are worth protecting first.
}
map-about = Value index across, risk index upwards, area by twelve months’ contribution. Value counts as high from { $value }, risk from { $risk }.
map-unplaced = { $count ->
    [one] One customer who bought has no place on the map: its value or its risk is not known.
   *[other] { $count } customers who bought have no place on the map: their value or their risk is not known.
}

## Whom to look at first

watch-title = Whom to look at first
watch-about = { $total ->
    [one] The one customer whose risk is known.
   *[other] The { $shown } customers to look at first of { $total } whose risk is known: the highest levels first, then whoever brings most revenue.
}
watch-caption = Both indices run from 0 to 100. What the first ones’ risk is made of is told below.
risk-facts = Risk { $index }{ $direction ->
    [up] , up { $change } since the quarter before
    [down] , down { $change } since the quarter before
    [flat] , as the quarter before
   *[unknown] {""}
} · { $revenue } in twelve months · { $tier }
risk-parts-of = What the risk of { $name } is made of
risk-coverage = the sum of the above; { $coverage } of what could be asked is answered
column-signal = Signal
column-adds = Adds
column-score = Score
column-found = What was found
column-relief = What would lower it
finding-override = A contract was terminated and none is in force.
finding-overdue_30 = { $observed } of what it owes is more than 30 days late.
finding-days_late = Pays { $observed } days late; its own usual is { $expected }.
finding-order_plunge = Ordered { $observed }; { $expected } was to be expected.
finding-freq_drop = { $observed } days since its last order; nine in ten of its gaps were no longer than { $expected }.
finding-contract_expiry = { $direction ->
    [up] { $observed } days are left to give notice on its contract.
    [flat] The quarter’s last day is the last to give notice on its contract.
   *[down] The day to give notice on its contract passed { $observed } days ago.
}
finding-open_crisis = A complaint of the gravest kind is open.
finding-complaint = { $observed } points of complaint per 100 orders; its own usual is { $expected }.
finding-sat_volume = { $quadrant }: volume { $observed }, its median { $expected }.
finding-margin_erosion = It leaves { $observed } of revenue; a year ago it left { $expected }.
finding-sla_breach = { $observed } of its tickets due were answered or solved late.
quadrant-both_down = Satisfaction and volume both fell
quadrant-satisfaction_down = Satisfaction fell, volume held
quadrant-volume_down = Volume fell, satisfaction held
quadrant-both_held = Satisfaction and volume held
quadrant-volume_only = Satisfaction is not known
relief-override = Sign a new contract.
relief-overdue_30 = Collect until less than { $limit } of the balance is more than 30 days late.
relief-days_late = Collect earlier, back to its own usual.
relief-order_plunge-limit = Orders above { $limit } a quarter.
relief-sig_order_plunge = Orders back at what is to be expected.
relief-freq_drop-limit = An order at least every { $limit } days.
relief-sig_freq_drop = An order soon.
relief-sig_contract_expiry = Renew the contract.
relief-open_crisis = Solve the complaint.
relief-sig_complaint = Remove the causes of its complaints.
relief-sig_sat_volume = Win back volume, and ask what displeases.
relief-margin_erosion-limit = A margin above { $limit }.
relief-sig_margin_erosion = Restore the margin.
relief-sla_breach-limit = Less than { $limit } of its tickets late.
relief-sig_sla_breach = Keep what was promised on its tickets.
relief-effect = { $left ->
    [true] Without it: { $index }, down to { $level }.
   *[false] Without it: { $index }, still { $level }.
}
evidence-more = {" "}and { $count } more
evidence-contract = Contract { $key } ends { $date }{ $known ->
    [true] {" "}({ $amount } a year)
   *[false] {""}
}
evidence-terminated_contract = Contract { $key } terminated { $date }
evidence-complaint = Complaint { $key } of { $date }{ $known ->
    [true] , severity { $amount }
   *[false] {""}
}
evidence-late_ticket = Ticket { $key }, due { $date }{ $known ->
    [true] , severity { $amount }
   *[false] {""}
}
evidence-overdue_receivable = Receivable { $key }, due { $date }: { $amount } open
evidence-late_payment = Payment of { $amount } on { $date }
evidence-orders_of_quarter = Orders of { $key }: { $amount }
evidence-volume_of_quarter = Volume of { $key }: { $amount }
evidence-last_order = Last order { $key } on { $date }, { $amount } days ago
evidence-survey_answer = Answer { $key } of { $date }: { $amount } of 100

## Tiers

tiers-title = Tiers
tiers-about = How customers are spread, and what each tier brings. Amounts { $currency ->
    [none] {""}
   *[other] in { $currency }{" "}
}over twelve months.
tiers-moved = ↑ { $up } ↓ { $down }
tiers-line = Net revenue of tier { $tier } in the last eight quarters
tiers-note = Without a tier are those who never ordered, those too little is known of, and lines that name no known customer. The columns show the revenue of each tier’s members of today, quarter by quarter.
column-moved = Moved
column-high-risk = At high risk
column-eight-quarters = Eight quarters

## Concentration

concentration-title = Concentration
concentration-about = The top tenth of the customers brings { $top10 } of twelve months’ revenue, the top fifth { $top20 }. Gini { $gini }, Herfindahl index { $hhi } of 10,000.
curve-title = Cumulative value
curve-about = Customers from the largest to the smallest. Bars: each customer’s share of twelve months’ net revenue. Line: the share reached so far.
curve-description = { $customers ->
    [one] One customer.
   *[other] { $customers } customers, from the largest to the smallest.
} The cumulative share of net revenue is also in the table of customers below.
curve-axis = Customers, by rank
curve-point = { $rank }. { $name }: { $share }, { $cumulative } so far
classes-caption = Classes A, B and C, by the share reached before each customer
class-name = { $class }
whale-title = Whale curve
whale-reading = { $known ->
    [true] { $told ->
        [true] The profitable customers earn { $peak } of the profit; { $count ->
            [one] one loses { $erosion } of it again.
           *[other] { $count } lose { $erosion } of it again.
        }
       *[false] { $count ->
            [0] No customer costs more than it brings.
            [one] One customer costs more than it brings, but hardly any of the profit is lost by it.
           *[other] { $count } customers cost more than they bring, but hardly any of the profit is lost by it.
        }
    }
   *[false] Customers by contribution, the largest first. There is no profit in all to compare with.
}

## Receivables

receivables-title = Receivables
receivables-about = { $some ->
    [flat] Customers owe nothing at the quarter’s end.
   *[other] Customers owe { $balance }{ $currency ->
        [none] {""}
       *[other] {" "}{ $currency }
    }. { $overdue } is past due ({ $ratio }), and { $over30 } of the balance is more than 30 days late.
}
ageing-title = Ageing, quarter by quarter
ageing-about = Parts of each quarter’s open items by days past due.
ageing-now = The balance by age
ageing-table = Balance by days past due; the ages and the credits add up to it
ageing-unapplied = Besides, { $amount } was received and set against nothing yet; it is no part of the balance.
age-not-due = Not due
age-1-30 = 1–30
age-31-60 = 31–60
age-61-90 = 61–90
age-31-90 = 31–90
age-91-180 = 91–180
age-181-365 = 181–365
age-over-365 = Over 365
age-over-90 = Over 90
age-credits = Credits
dso-title = How long sales take to come in
dso-about = Days of sales the balance stands for, counted back month by month.
dso-line = DSO
dso-best-line = if nothing were late
debtors-caption = Who owes most that is past due
debtors-others = { $count ->
    [one] One other
   *[other] { $count } others
}
column-balance = Balance
column-overdue = Past due
column-dso-simple = DSO, simple
column-dso-countback = DSO
column-dso-best = DSO, if nothing were late
column-days-late = Days late
column-days-to-pay = Days to pay
column-prompt = Paid promptly

## Service

service-title = Service and collaboration
service-about = { $due ->
    [0] No ticket was due in the quarter; { $opened } were opened.
    [one] One ticket was due in the quarter; { $opened } were opened.
   *[other] { $due } tickets were due in the quarter; { $opened } were opened.
}
service-on-time = Solved on time
service-response = First answer, median
service-accuracy = Information right
service-csat = Satisfaction, 1 to 5
service-cei = Collaboration efficiency
cei-title = Collaboration efficiency (CEI)
cei-about = On time × information right × satisfaction, against the wanted time to a first answer. 0 to 100.
cei-line = CEI
service-watch-caption = Where most tickets were late
column-opened = Opened
column-due = Due
column-late = Late
column-complaints = Complaints
column-open = Open
column-response-mean = First answer, mean hours
column-response-p90 = Nine in ten within, hours
column-resolution = Solution, median hours

## Pipeline

pipeline-title = Sales pipeline
pipeline-about = { $count ->
    [0] Nothing is open.
    [one] One opportunity is open{ $priced ->
        [true] , worth { $amount }.
       *[false] ; its worth is not known.
    }
   *[other] { $count } opportunities are open{ $priced ->
        [true] , worth { $amount }.
       *[false] ; their worth is not known.
    }
} { $won ->
    [0] None was won in the quarter
    [one] One was won in the quarter{ $worthy ->
        [true] , worth { $worth }
       *[false] {""}
    }
   *[other] { $won } were won in the quarter{ $worthy ->
        [true] , worth { $worth }
       *[false] {""}
    }
}; { $lost ->
    [0] none was lost.
    [one] one was lost.
   *[other] { $lost } were lost.
}
pipeline-win-rate = Won, by count, 12 months
pipeline-win-rate-amount = Won, by worth, 12 months
pipeline-cycle-won = To a win, median
pipeline-cycle-lost = To a loss, median
pipeline-undated = { $count ->
    [one] One more is open without the day it was opened; it counts nowhere.
   *[other] { $count } more are open without the day they were opened; they count nowhere.
}
funnel-title = Stages of the sales process
funnel-about = { $known ->
    [true] Bars: opportunities in each stage today. Go on: of those who entered the stage in { $quarter }, who reached a later one in time.
   *[false] Bars: opportunities in each stage today.
}
column-left = Left it this quarter
column-stage-median = Median working days
column-cohort = Entered
column-advanced = Went on
losses-caption = { $count ->
    [one] Why the one opportunity of twelve months was lost
   *[other] Why { $count } opportunities of twelve months were lost
}
losses-none-said = { $count ->
    [one] Why the one opportunity of twelve months was lost is not said.
   *[other] Why { $count } opportunities of twelve months were lost is not said.
}
losses-unsaid = not said
column-loss-reason = Reason
column-lost = Lost
column-worth = Worth
column-competitor = Most lost to

## Customers

customers-title = Customers by value
customers-about = { $year ->
    [true] Ranked by net revenue of the twelve months to { $date }.
   *[false] There is no history of twelve months yet: ranked by the quarter’s net revenue.
}{ $currency ->
    [none] {""}
   *[other] {" "}Amounts in { $currency }.
}
customers-shown = The first { $shown } of { $total } customers are listed.
customer-unresolved = invoice lines that name no known customer
never-ordered-title = Never ordered
never-ordered-about = { $count ->
    [one] One customer is on file and has never ordered.
   *[other] { $count } customers are on file and have never ordered.
}
on-file-title = Customers on file
on-file-about = { $count ->
    [one] One customer is on file; no orders or invoices have been delivered.
   *[other] { $count } customers are on file; no orders or invoices have been delivered.
}
never-ordered-unknown = Not known yet: { $attributes }.
never-ordered-all-known = Everything we ask of a customer is on file.

attribute-country = country
attribute-city = city
attribute-industry = industry
attribute-uscc = credit code (USCC)
attribute-abc_class = class
attribute-net_revenue_t12m = net revenue of twelve months
attribute-rank_revenue = rank
attribute-revenue_share = share of revenue
attribute-first_order_date = first order
attribute-last_order_date = last order
attribute-tier = tier
attribute-class_ae = A to E class
attribute-impact_score = impact
attribute-strategic_score = strategic relevance
attribute-value_contribution_index = value index
attribute-customer_contribution = contribution after cost to serve
attribute-whale_curve = place on the whale curve
attribute-risk_index = risk index
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
attribute-cost_of_goods = cost of goods
attribute-cost_to_serve = cost to serve
attribute-ar_carrying_cost = cost of money bound in receivables
attribute-receivables = receivables
attribute-contracts = contracts
attribute-opportunities = opportunities
attribute-on_time_ticket_rate = tickets on time
attribute-csat = satisfaction
attribute-info_accuracy_rate = accuracy of information

## What is not known

missing-title = What is not known
missing-about = These sections are left out, for want of figures.
section-value = Revenue and concentration
section-concentration = Concentration
section-profit = Contribution and whale curve
section-tiers = Tiers and movements
section-risks = Risk
section-receivables = Receivables
section-service = Service and collaboration
section-pipeline = Sales pipeline
section-ledger = Comparison with the books
section-empty = Nothing to show. { $reason }

## Data quality

quality-title = Data quality
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
ledger-title = Against the books
ledger-about = { $differing ->
    [0] All { $compared } monthly totals compared agree to the cent.
    [one] One of { $compared } monthly totals compared differs.
   *[other] { $differing } of { $compared } monthly totals compared differ.
}{ $missing ->
    [0] {""}
    [one] {" "}For one month no books were delivered.
   *[other] {" "}For { $missing } no books were delivered.
}
ledger-revenue = Revenue
ledger-cost = Cost of goods
ledger-receivables = Receivables, at the month’s end
ledger-write_offs = Write-offs
column-ledger-account = Account
column-month = Month
column-ours = Deliveries add up to
column-theirs = Books say
column-difference = Difference
column-compared = Customers compared
coverage-title = How much is known
coverage-about = { $count ->
    [0] No customer is known to have ordered.
    [one] Of the one customer who ever ordered.
   *[other] Of the { $count } customers who ever ordered.
}
coverage-none = Known of nobody: { $subjects }.
column-subject = Of what
column-known = Known
column-not-applicable = Does not apply
column-unknown = Not known
origin-title = Where the figures come from
origin-about = Every row was read from these deliveries. Read is what the files held; rejected rows are kept with their reason.
origin-none = No delivery has been read.
origin-stale = { $days ->
    [one] one day short of the quarter’s end
   *[other] { $days } days short of the quarter’s end
}
column-extract = Extract
column-known-from = Latest as of
column-files = Files
column-rows-read = Rows read
column-rows-landed = Accepted
column-rows-rejected = Rejected
column-rows-unchanged = Unchanged

## Method

method-title = Method
method-about = How each figure comes about, for the quarter to { $date }.{ $currency ->
    [none] {""}
   *[other] {" "}Amounts in { $currency }.
}
method-net-revenue-term = Net revenue
method-net-revenue = Invoice lines after discount, without VAT, credit notes negative, without what stays within the own group.
method-year-term = Twelve months
method-year = The four whole fiscal quarters that end with this one; growth compares them with the four before, or a quarter with the same one a year ago.
method-growth-term = vs year ago
method-growth = This quarter by the same quarter last year, less one. Where that one is zero or negative there is no ratio, and the difference is printed.
method-classes-term = Classes A, B, C
method-classes = By the share of revenue reached before a customer: below { $abc_a } A, below { $abc_b } B, else C.
method-concentration-term = Gini, Herfindahl
method-concentration = Over customers with positive revenue. Gini Σ(2i − n − 1)·x / (n·Σx): 0 when all bring the same, near 1 when one brings everything. Herfindahl: the sum of squared shares in percent.
method-contribution-term = Contribution
method-contribution = Net revenue − cost of goods − cost to serve (minutes of activities × rate of their pool) − cost of money bound in receivables (average daily balance × { $wacc } a year × days ÷ 365). A line nobody delivers is named, never counted as zero.
method-whale-term = Whale curve
method-whale = Contributions added up from the largest down, by the contribution of all. Its peak less 100% is what unprofitable customers lose again.
method-receivables-term = Receivables
method-receivables = Open items, VAT included, less what was set against them by the quarter’s end; aged by days past their due date. Unapplied cash stands apart.
method-dso-term = DSO
method-dso = Days of billings the balance stands for: months are taken off from the newest back, the last one in part. If nothing were late: items not due ÷ billings × days of the quarter.
method-days-late-term = Days late
method-days-late = Mean days between due date and cash, by amount, over twelve months; paid early counts as 0. What is open longer than { $late_open } days counts at its present age. Paid promptly: no later than { $prompt } days after the due date.
method-service-term = Service
method-service = Tickets count in the quarter they were due; open past due is late. Times are business hours. Satisfaction of few answers is drawn towards all customers’.
method-cei-term = CEI
method-cei = 100 × on time × information right × satisfaction × min(1, wanted ÷ actual mean time to a first answer).
method-pipeline-term = Pipeline
method-pipeline = Win rate: won ÷ (won + lost) of twelve months; without decision is in no rate. Going on: of a cohort that entered a stage, who reached a later one within { $horizon } days.
method-value-index-term = Value index
method-value-index = Weighted mean of scores of 0 to 100: revenue, contribution, growth, potential, extras, over what is known; published from { $coverage } of the weight on.
method-impact-term = Impact
method-impact = Weighted mean of the scores of revenue, its growth, contribution and growth of its rate. Amounts are ranked among all who ever ordered, rates placed between bounds.
method-strategic-term = Relevance
method-strategic = Half priority: staying (100 − risk), own margin, industry; half ability: product fit, cost to serve, team, past service. Judgements come from experts’ scores.
method-class-term = Classes A to E
method-class = Both axes cut at { $class_low } and { $class_high }. Impact high: C, B, A by relevance low, middle, high; middle: D, C, B; low: E, D, C. A change must hold by { $class_hold } points or for two quarters.
method-tier-term = Tiers
method-tier = A strategic, B core, C core from { $tier_core } of revenue on, else growth, D growth, E standard. Strategic needs a contribution above zero. Provisional where less than { $coverage } of an axis is known.
method-movement-term = Movements
method-movement = New: first order in the quarter. Lost: no revenue in twelve months, but some before. The reason is the axis whose level changed, value before strategy; risk where staying changed most.
method-lifecycle-term = Life cycle
method-lifecycle = The first that holds: being developed while nothing was ordered, or first less than { $new_days } days ago; lost without an order in twelve months; won back without one in the twelve before, but earlier ones; to be retained at a risk of { $high } and more; growing where revenue of twelve months rose by { $growing } and more; else maintained.
method-map-term = Asset map
method-map = Value is high from { $map_value } on, risk from { $high } on.
method-risk-term = Risk index
method-risk = Weighted mean of the scores of its signals; published if signals of { $risk_coverage } of all weight are answered. A terminated contract without one in force lifts it to { $floor }.
method-signals-term = Signals
method-signals = Payment: days late against its own eight quarters, or share more than 30 days late. Orders: against the same quarter a year ago, adjusted for trend. Contract: days until notice must be given. Complaints: per 100 orders, against its own and all. Satisfaction and volume: both against its own past. Margin: drop within a year. Service: part of tickets late. Weights, bounds and thresholds stand among the parameters.
method-level-term = Risk levels
method-level = Medium, high and very high begin at { $medium }, { $high } and { $very_high }; a level is left only { $level_hold } points below where it begins.
method-relief-term = What would lower it
method-relief = The index and its level if that signal alone scored 0, and what would have to be observed for it to be green.
method-key-account-term = Key accounts
method-key-account = Tier strategic or core, class A, or a risk that is high or very high: they get a page of their own.
method-identity-term = One customer
method-identity = Accounts of several systems are one customer by exact codes, then by name, telephone, domain and region, scored in bits.
method-ledger-term = Books
method-ledger = Deliveries added up per month and account against the general ledger, to the cent.
method-rounding-term = Rounding
method-rounding = Amounts half away from zero, ratios half to even. Parts printed beside a total are rounded so that they add up to it.
method-absent-term = —
method-absent = Not known or not defined; the reason appears when pointing at it. It never means zero.
parameters-title = All { $count } parameters in force
column-parameter = Parameter
column-unit = Unit
column-source = Source
column-valid-from = Valid from
parameter-default = as shipped
topic-value = Revenue and concentration
topic-profit = Contribution
topic-receivables = Receivables
topic-service = Service
topic-pipeline = Pipeline
topic-index = Value index and scores
topic-tiers = Classes, tiers and asset map
topic-risk = Risk
topic-identity = Identity
topic-others = Others
unit-name-share = share
unit-name-days = days
unit-name-currency = currency
unit-name-count = number
unit-name-points = points
unit-name-bits = bits
unit-name-hours = hours
source-document = document
source-standard = standard
source-assumption = assumption
source-calibrated = calibrated

## What parameters are called

parameter-abc_a_cutoff = Class A while the share before is below
parameter-abc_b_cutoff = Class B while the share before is below
parameter-pareto_share_top10 = Head of the customers, the narrower
parameter-pareto_share_top20 = Head of the customers, the wider
parameter-coverage_grace_days = Days by which a quarter’s first invoice may be late
parameter-percentile_least_count = Fewest customers that are ranked against each other
parameter-composite_least_coverage = Least known weight of a published score
parameter-value_revenue_low = Unranked revenue that scores 0
parameter-value_revenue_high = Unranked revenue that scores 100
parameter-value_contribution_low = Unranked contribution that scores 0
parameter-value_contribution_high = Unranked contribution that scores 100
parameter-value_growth_low = Growth that scores 0
parameter-value_growth_high = Growth that scores 100
parameter-value_margin_growth_low = Change of margin that scores 0
parameter-value_margin_growth_high = Change of margin that scores 100
parameter-value_prompt_pay_low = Prompt payment that scores 0
parameter-value_prompt_pay_high = Prompt payment that scores 100
parameter-vci_revenue_weight = Value index, weight of revenue
parameter-vci_contribution_weight = Value index, weight of contribution
parameter-vci_growth_weight = Value index, weight of growth
parameter-vci_potential_weight = Value index, weight of potential
parameter-vci_extras_weight = Value index, weight of extras
parameter-impact_revenue_weight = Impact, weight of revenue
parameter-impact_growth_weight = Impact, weight of growth
parameter-impact_contribution_weight = Impact, weight of contribution
parameter-impact_contribution_growth_weight = Impact, weight of the margin’s change
parameter-strategic_retention_weight = Relevance, weight of staying
parameter-strategic_own_margin_weight = Relevance, weight of the customer’s own margin
parameter-strategic_industry_weight = Relevance, weight of the industry
parameter-strategic_product_fit_weight = Relevance, weight of product fit
parameter-strategic_cost_to_serve_weight = Relevance, weight of cost to serve
parameter-strategic_team_weight = Relevance, weight of the team
parameter-strategic_performance_weight = Relevance, weight of past service
parameter-class_low_cut = Classes A to E: an axis is low below
parameter-class_high_cut = Classes A to E: an axis is high from
parameter-class_hysteresis = Classes A to E: points beyond a border that change one
parameter-tier_core_revenue = Revenue from which class C is core
parameter-lifecycle_new_days = Life cycle: days after the first order in which a customer is being developed
parameter-lifecycle_growth = Life cycle: growth of twelve months from which a customer is growing
parameter-map_value_cut = Asset map: value is high from
parameter-match_prior = Before anything is compared
parameter-match_name_same = Same name
parameter-match_name_same_rare = Same name, of nobody else
parameter-match_name_start = Same beginning of the name
parameter-match_name_start_rare = Same beginning, of nobody else
parameter-match_name_near = Names nearly the same
parameter-match_name_close = Names close
parameter-match_name_alike = Names somewhat alike
parameter-match_name_apart = Names apart
parameter-match_region_same = Same region
parameter-match_region_apart = Regions apart
parameter-match_phone_same = Same telephone
parameter-match_phone_apart = Telephones apart
parameter-match_domain_same = Same domain
parameter-match_domain_same_rare = Same domain, of nobody else
parameter-match_domain_apart = Domains apart
parameter-match_link_least = Least score that links two accounts
parameter-match_link_margin = Least lead over the next candidate
parameter-late_open_days = Days late from which what is open counts
parameter-prompt_pay_grace_days = Days of grace for paying promptly
parameter-wacc_ratio = Cost of money a year
parameter-complaint_weight_1 = Weight of a complaint, severity 1
parameter-complaint_weight_2 = Weight of a complaint, severity 2
parameter-complaint_weight_3 = Weight of a complaint, severity 3 or ungraded
parameter-complaint_weight_4 = Weight of a complaint, severity 4
parameter-response_target_1_hours = First answer wanted within, severity 1
parameter-response_target_2_hours = First answer wanted within, severity 2
parameter-response_target_3_hours = First answer wanted within, severity 3 or ungraded
parameter-response_target_4_hours = First answer wanted within, severity 4
parameter-response_floor_hours = Shortest time that counts as a first answer
parameter-audit_least_count = Fewest audits for an accuracy of its own
parameter-shrinkage_answer_count = Answers of all that are added to few
parameter-funnel_horizon_days = Days within which an opportunity goes on
parameter-risk_weight = Risk, weight of: { $signal }
parameter-risk_red = Red from: { $signal }
parameter-risk_amber = Amber from: { $signal }
parameter-plunge_red_z = Orders plunge: robust z needed for red
parameter-plunge_trend_lowest = Orders expected: lowest trend
parameter-plunge_trend_highest = Orders expected: highest trend
parameter-risk_plunge_drop_lowest = Missing part of orders that scores 0
parameter-risk_plunge_drop_highest = Missing part of orders that scores 100
parameter-risk_overdue_30_lowest = Part more than 30 days late that scores 0
parameter-risk_overdue_30_highest = Part more than 30 days late that scores 100
parameter-risk_silence_lowest = Silence by its usual gap that scores 0
parameter-risk_silence_highest = Silence by its usual gap that scores 100
parameter-risk_margin_drop_lowest = Drop of margin that scores 0
parameter-risk_margin_drop_highest = Drop of margin that scores 100
parameter-risk_breach_lowest = Part of tickets late that scores 0
parameter-risk_breach_highest = Part of tickets late that scores 100
parameter-risk_history_least_count = Fewest quarters for its own past
parameter-silence_least_gap_count = Fewest gaps between orders for a silence
parameter-satvol_volume_share = Satisfaction and volume: weight of volume
parameter-satvol_satisfaction_share = Satisfaction and volume: weight of satisfaction
parameter-satvol_both_share = Satisfaction and volume: added weight of both
parameter-satvol_down_z = Satisfaction and volume: z that counts as a fall
parameter-contract_step_1_days = Contract ends, step 1: days left
parameter-contract_step_1_score = Contract ends, step 1: score
parameter-contract_step_2_days = Contract ends, step 2: days left
parameter-contract_step_2_score = Contract ends, step 2: score
parameter-contract_step_3_days = Contract ends, step 3: days left
parameter-contract_step_3_score = Contract ends, step 3: score
parameter-contract_step_4_days = Contract ends, step 4: days left
parameter-contract_step_4_score = Contract ends, step 4: score
parameter-contract_step_5_days = Contract ends, step 5: days left
parameter-contract_step_5_score = Contract ends, step 5: score
parameter-contract_auto_renewed_share = Part of its score where a contract renews itself
parameter-contract_lapsed_days = Days after which a lapsed contract is forgotten
parameter-risk_coverage_least = Least known weight of a published risk index
parameter-risk_floor_terminated = Least index after a terminated contract
parameter-risk_level_medium = Risk is medium from
parameter-risk_level_high = Risk is high from
parameter-risk_level_very_high = Risk is very high from
parameter-risk_level_hysteresis = Points below a border that lower the level

## The account report

account-title = Customer value report
account-footer = Internal. Holds figures of this customer only, beside totals of all customers. How they come about stands in the method section of the quarterly value report.
opening-value = { $direction ->
    [up] { $name } brought { $revenue } in the last twelve months, { $change } more than the year before: { $share } of our revenue, rank { $rank }.
    [down] { $name } brought { $revenue } in the last twelve months, { $change } less than the year before: { $share } of our revenue, rank { $rank }.
    [flat] { $name } brought { $revenue } in the last twelve months, as much as the year before: { $share } of our revenue, rank { $rank }.
   *[unknown] { $name } brought { $revenue } in the last twelve months: { $share } of our revenue, rank { $rank }.
}
opening-value-unknown = What { $name } brings is not known. { $reason }
opening-value-quarter = { $name } brought { $revenue } in { $quarter }. What it brings in twelve months is not known. { $reason }
opening-value-none = { $name } bought nothing in the last twelve months.
opening-risk = The risk of losing it is { $level } ({ $index } of 100{ $direction ->
    [up] , { $change } more than a quarter ago
    [down] , { $change } less than a quarter ago
   *[other] {""}
}){ $some ->
    [true] , above all: { $signals }.
   *[false] ; nothing speaks against it.
}
opening-risk-unknown = The risk of losing it is not known. { $reason }
standing-gone = Not known: { $things }. Why stands at the end of the page.
standing-class = class { $class }
standing-movement-up = up from { $before }
standing-movement-down = down from { $before }
standing-movement-same = as the quarter before
standing-movement-new = new this quarter
standing-movement-lost = lost: nothing bought in twelve months
standing-share = { $share } of all, rank { $rank } of { $of }
standing-none = nothing bought in twelve months
standing-year-before = vs year before
standing-coverage = { $coverage } known
standing-axis = { $level }, { $coverage } known
standing-held = held; this quarter alone would be { $cell }
profile-lifecycle = Life cycle
lifecycle-develop = being developed
lifecycle-maintain = maintained
lifecycle-grow = growing
lifecycle-retain = to be retained
lifecycle-lost = lost
lifecycle-won_back = won back
standing-provisional = * Provisional: less than the required part of impact or relevance is known. Expert judgements would settle it.
profile-title = Profile
profile-industry = Industry
profile-uscc = Credit code (USCC)
profile-first-order = First order
profile-last-order = Last order
profile-place = Place
profile-known-in = Known as
profile-accounts = { $count ->
    [0] no live account
    [one] one account in
   *[other] { $count } accounts in
}
profile-class = Class, A to E
profile-abc = Class by revenue
account-value-title = Value over time
account-value-heading = { $direction ->
    [up] { $amount } in { $quarter }, up { $change } on the same quarter last year.
    [down] { $amount } in { $quarter }, down { $change } on the same quarter last year.
    [flat] { $amount } in { $quarter }, as in the same quarter last year.
   *[unknown] { $amount } in { $quarter }.
}
account-value-none = { $count ->
    [one] It brought no revenue in the one quarter that is known.
   *[other] It brought no revenue in the last { $count } quarters.
}
account-value-about = Net revenue per quarter{ $currency ->
    [none] .
   *[other] , in { $currency }.
}
margin-title = From net revenue to contribution
margin-about = { $direction ->
    [down] It costs more than it brings: { $contribution }{ $currency ->
        [none] {""}
       *[other] {" "}{ $currency }
    } in twelve months
   *[other] It contributed { $contribution }{ $currency ->
        [none] {""}
       *[other] {" "}{ $currency }
    } in twelve months
}{ $rated ->
    [true] { $compared ->
        [true] , { $rate } of its revenue, against { $before } the year before.
       *[false] , { $rate } of its revenue.
    }
   *[false] .
}
margin-none = There was no revenue in twelve months, and no cost.
margin-unknown = Not known, and taken off nothing: { $lines }.
line-net_revenue = Net revenue
line-cost_of_goods = Cost of goods
line-gross_margin = Gross margin
line-cost_to_serve = Cost to serve
line-ar_carrying_cost = Cost of money bound in receivables
line-customer_contribution = Contribution
line-rebates = Rebates
line-logistics = Freight
line-free_service = Free service
line-commission = Commission
line-ecl_change = Expected credit loss
line-finance_income = Finance income
risk-title = Risk
risk-about = { $compared ->
    [true] The index is { $index }, { $level }; a quarter ago it was { $before }. { $coverage } of what could be asked is answered.
   *[false] The index is { $index }, { $level }. { $coverage } of what could be asked is answered.
}
risk-no-index = There is no index. { $reason }{ $signals ->
    [0] {""}
    [one] {" "}The one signal that has a score stands alone.
   *[other] {" "}The { $signals } signals that have a score stand alone.
}
risk-since = Since { $quarter }.
risk-adds-up = the sum of what the signals add
owed-title = Receivables
owed-about = { $some ->
    [up] It owes { $balance }{ $currency ->
        [none] {""}
       *[other] {" "}{ $currency }
    }; { $overdue } of that is past due ({ $ratio }).
   *[other] It owes { $balance }{ $currency ->
        [none] {""}
       *[other] {" "}{ $currency }
    }; nothing is past due.
}
owed-none = { $count ->
    [one] It owed nothing in the one quarter that is known.
   *[other] It owed nothing at the end of the last { $count } quarters.
}
owed-trend-title = How long its invoices take to be paid
account-service-title = Service
account-service-none = No ticket was opened, due or open in the quarter.
account-service-about = { $opened ->
    [0] No ticket was opened
    [one] One ticket was opened
   *[other] { $opened } tickets were opened
} in the quarter; of { $due } due, { $late ->
    [0] none was late.
    [one] one was late.
   *[other] { $late } were late.
} { $complaints ->
    [0] There was no complaint.
    [one] There was one complaint.
   *[other] There were { $complaints } complaints.
}
column-this-customer = This customer
column-quarter-before = Quarter before
column-all-customers = All customers
tickets-caption = { $total ->
    [one] The one ticket that is open, late or a complaint
   *[other] Tickets that are open, late or complaints: { $shown } of { $total }
}
tickets-none = No ticket is open, was late, or complains.
column-ticket = Ticket
column-subject-of-ticket = Subject
column-severity = Severity
column-opened-on = Opened
column-due-on = Due
column-solved-on = Solved
ticket-complaint = complaint
ticket-open = open
ticket-open-late = open, past due
ticket-open-days = { $days ->
    [one] open for one day
   *[other] open for { $days } days
}
ticket-late = solved late
ticket-answered-late = answered late
ticket-solved = solved
contracts-title = Contracts
contracts-none = No contract is known that is in force, or ended or was terminated within a year.
column-contract = Contract
column-start = Start
column-end = End
column-notice = Notice
column-days-to-act = Left to act
column-annual = Worth a year
contract-terminated = terminated { $date }
contract-renewed = renewed
contract-ended = ended
contract-auto = in force, renews itself
contract-in-force = in force
opportunities-title = Opportunities
opportunities-none = No opportunity is open, and none was decided in twelve months.
opportunities-about = { $open ->
    [0] Nothing is open.
    [one] One opportunity is open, worth { $amount }.
   *[other] { $open } opportunities are open, worth { $amount }.
} In twelve months { $won ->
    [0] none was won
    [one] one was won, worth { $worth },
   *[other] { $won } were won, worth { $worth },
} and { $lost ->
    [0] none lost
    [one] one lost
   *[other] { $lost } lost
}{ $decided ->
    [true] : { $rate } won.
   *[false] .
}
opportunities-caption = { $total ->
    [one] One opportunity
   *[other] Open ones first, then the latest decided: { $shown } of { $total }
}
column-opportunity = Opportunity
column-outcome = Stage or outcome
column-decided-on = Decided
column-remark = Remark
outcome-open = open
outcome-won = won
outcome-lost = lost
outcome-no_decision = no decision
opportunity-expected = expected { $date }
opportunity-overdue = past its expected date
unknowns-title = What is not known of it
unknowns-none = Everything this page asks for is known.
unknowns-not-yet = Not measured yet for any customer: health, needs, coverage, forecast, share of wallet.

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
