//! Extracts of five real systems, landed by their definitions and added up: totals are those of the files, reckoned apart from us, and
//! what contradicts itself is told by a check that warns.

use crate::real::{ask, built};
use std::path::Path;

/// What the checks of a project warn of: name and number of violations, by name.
fn warnings(project: &Path) -> String {
    ask(
        &project,
        "select check_name, violation_count from run.checks \
         where severity = 'warn' and result = 'failed' and check_name in (\
             'heads_unlike_their_items', 'order_numbers_given_again', 'items_without_a_head', \
             'changes_of_one_number', 'usage_ids_given_again', 'churn_told_differently') \
         order by check_name",
    )
}

/// Rows read, landed and rejected of every extract.
fn landed(project: &Path) -> String {
    ask(
        &project,
        "select extract, sum(rows_read) as read, sum(rows_landed) as landed, sum(rows_rejected) as rejected \
         from run.deliveries group by extract order by extract",
    )
}

#[test]
fn sap_sales_orders() {
    let Some(project) = built("sap-sales-orders") else { return };
    assert_eq!(
        landed(&project),
        "raw.sap_order_items,17818,17818,0\nraw.sap_orders,5166,5166,0\nraw.sap_partners,40,40,0\n"
    );
    let heads = "select count(*) as heads, sum(\"GROSSAMOUNT\") as gross, sum(\"NETAMOUNT\") as net, \
                 min(\"CREATEDAT\") as first, max(\"CREATEDAT\") as last from raw.sap_orders";
    assert_eq!(ask(&project, heads), "5166,153631419.00,134427503.07,2015-01-01,2035-09-23\n");
    let lines = "select count(*) as lines, cast(sum(net_amount) as decimal(18, 2)) as net from conformed.order_lines";
    assert_eq!(ask(&project, lines), "5166,134427503.07\n");
    let billed =
        "select count(*) as lines, cast(sum(net_amount) as decimal(18, 2)) as net from conformed.invoice_lines";
    assert_eq!(ask(&project, billed), "1535,40385455.18\n");
    let of_2015 = "select cast(sum(net_revenue_q_amount) as decimal(18, 2)) as net from marts.value_contribution";
    assert_eq!(ask(&project, of_2015), "5692687.49\n");
}

/// Of 5,166 heads two agree with their items; 3,699 numbers are given, 1,211 of them again.
#[test]
fn sap_heads_and_items_contradict_each_other() {
    let Some(project) = built("sap-sales-orders") else { return };
    let told = "heads_unlike_their_items,5164\nitems_without_a_head,1384\norder_numbers_given_again,1211\n";
    assert_eq!(warnings(&project), told);
}

/// The log is one of changes; what counts is how the last one left each incident.
#[test]
fn servicenow() {
    let Some(project) = built("servicenow") else { return };
    assert_eq!(landed(&project), "raw.servicenow_incident_events,20000,20000,0\n");
    let tickets = "select count(*) as n, count(case when resolved_at is null then 1 end) as unsolved, \
                   count(case when is_reopened then 1 end) as reopened, min(opened_at) as first from conformed.tickets";
    assert_eq!(ask(&project, tickets), "2804,1,43,2016-02-29T01:16:00Z\n");
    let graded = "select severity, count(*) as n from conformed.tickets group by severity order by severity";
    assert_eq!(ask(&project, graded), "1,27\n2,65\n3,2496\n4,216\n");
    assert_eq!(warnings(&project), "changes_of_one_number,5\n");
}

#[test]
fn ravenstack() {
    let Some(project) = built("ravenstack") else { return };
    assert_eq!(
        landed(&project),
        "raw.ravenstack_accounts,500,500,0\nraw.ravenstack_churn_events,600,600,0\nraw.ravenstack_feature_usage,25000,25000,0\n\
         raw.ravenstack_subscriptions,5000,5000,0\nraw.ravenstack_support_tickets,2000,2000,0\n"
    );
    let uses = "select count(distinct usage_id) as ids, sum(usage_count) as uses from raw.ravenstack_feature_usage";
    assert_eq!(ask(&project, uses), "24979,250525\n");
    let contracts = "select count(*) as contracts, cast(sum(annual_amount) as decimal(18, 2)) as annual, \
                     cast(sum(case when end_date is null then annual_amount end) as decimal(18, 2)) as going_on \
                     from conformed.contracts";
    assert_eq!(ask(&project, contracts), "4222,136064964.00,121915296.00\n");
    let graded = "select severity, count(*) as n from conformed.tickets group by severity order by severity";
    assert_eq!(ask(&project, graded), "1,514\n2,510\n3,491\n4,485\n");
    assert_eq!(warnings(&project), "churn_told_differently,400\nusage_ids_given_again,21\n");
}

/// The built-in models read Salesforce's tables from a warehouse as they read its own export: all ten opportunities are deleted, and all
/// accounts but one.
#[test]
fn tables_of_a_warehouse() {
    let Some(project) = built("warehouse-seeds") else { return };
    let opportunities =
        "select count(*) as n, cast(sum(\"Amount\") as decimal(18, 2)) as amount from raw.salesforce_opportunities";
    assert_eq!(ask(&project, opportunities), "10,24530001.00\n");
    let accounts = "select source_system, count(*) as n from conformed.account_names group by source_system order by source_system";
    assert_eq!(ask(&project, accounts), "netsuite,5\nsalesforce,1\nsap,3\nservicenow,1\nzendesk,10\n");
    let tickets = "select source_system, count(*) as n, count(resolved_at) as solved from conformed.tickets \
                   group by source_system order by source_system";
    assert_eq!(ask(&project, tickets), "servicenow,1,0\nzendesk,8,8\n");
    let dates = "select erdat, updat is null as is_never, duefl, loevm from raw.sap_customers where kunnr = 'CA301'";
    assert_eq!(ask(&project, dates), "2011-12-01,true,true,false\n");
}

/// Without a header, tab separated or with marks of two characters and XML in a cell: columns stand as declared.
#[test]
fn adventure_works() {
    let Some(project) = built("adventureworks-oltp") else { return };
    assert_eq!(
        landed(&project),
        "raw.adventureworks_quota_history,163,163,0\nraw.adventureworks_sales_people,17,17,0\n\
         raw.adventureworks_stores,701,701,0\n"
    );
    let sold = "select sum(\"SalesYTD\") as sold from raw.adventureworks_sales_people";
    assert_eq!(ask(&project, sold), "36277591.9034\n");
    let quotas = "select sum(\"SalesQuota\") as quota, min(\"QuotaDate\") as first, max(\"QuotaDate\") as last \
                  from raw.adventureworks_quota_history";
    assert_eq!(ask(&project, quotas), "95714000.0000,2022-05-30,2025-02-28\n");
    let stores = "select count(distinct \"BusinessEntityID\") as stores, count(distinct \"SalesPersonID\") as people, \
                  sum(cast(regexp_replace(\"Demographics\", '.*<AnnualSales>([0-9]+)</AnnualSales>.*', '\\1') as bigint)) as sales \
                  from raw.adventureworks_stores";
    assert_eq!(ask(&project, stores), "701,13,1110900000\n");
}
