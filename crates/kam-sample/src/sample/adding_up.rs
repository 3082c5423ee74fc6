//! Control totals against the files: the rows as delivered, without those the ledger of dirt names, add up to the truth.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]

use super::tests::{DIRT, Place, ledger, number, place, rows, written};
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// By quarter and measure.
type Totals = BTreeMap<(String, &'static str), i128>;

/// The rows of all files that are not dirt.
struct Clean(BTreeMap<Place, Vec<String>>);

impl Clean {
    fn of(folder: &Path) -> Self {
        let dirt: BTreeSet<_> = ledger(folder).iter().map(|defect| (place(defect), number(defect))).collect();
        let left = rows(folder).into_iter().map(|(place, rows)| {
            let rows = rows.into_iter().zip(1..).filter(|(_, number)| !dirt.contains(&(place.clone(), *number)));
            let rows = rows.map(|(row, _)| row).collect();
            (place, rows)
        });
        Self(left.collect())
    }

    /// The rows of all files whose names begin so; where rows share a first value, the last one sent.
    fn bills(&self, stem: &str, key: usize) -> Vec<Vec<Value>> {
        let files = self.0.iter().filter(|((file, _), _)| file.starts_with(stem));
        let rows = files.flat_map(|(_, rows)| rows).map(|row| serde_json::from_str::<Vec<Value>>(row).unwrap());
        let last: BTreeMap<String, Vec<Value>> = rows.map(|row| (row[key].to_string(), row)).collect();
        last.into_values().collect()
    }

    fn lines(&self, stem: &str) -> Vec<Value> {
        let files = self.0.iter().filter(|((file, _), _)| file.starts_with(stem));
        let lines = files.flat_map(|(_, rows)| rows).map(|row| serde_json::from_str::<Value>(row).unwrap());
        let last: BTreeMap<String, Value> = lines.map(|line| (line["id"].to_string(), line)).collect();
        last.into_values().collect()
    }

    fn cells(&self, stem: &str) -> Vec<Vec<String>> {
        let files = self.0.iter().filter(|((file, _), _)| file.starts_with(stem));
        let rows = files.flat_map(|(_, rows)| rows);
        rows.map(|row| row.split('|').map(str::to_owned).collect()).collect()
    }
}

/// An exact number of at most two places as hundredths.
fn fen(number: &str) -> i128 {
    let (sign, digits) = number.strip_prefix('-').map_or((1, number), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    assert!(fraction.len() <= 2, "{number}");
    sign * format!("{whole}{fraction:0<2}").parse::<i128>().unwrap()
}

/// The quarter of a date that opens a text.
fn quarter(text: &str) -> String {
    let month: u32 = text[5..7].parse().unwrap();
    format!("{}Q{}", &text[..4], (month - 1) / 3 + 1)
}

/// The quarter of a workbook's date.
fn quarter_of_serial(serial: &str) -> String {
    let days: i64 = serial.parse().unwrap();
    let date = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap() + chrono::TimeDelta::days(days);
    quarter(&date.to_string())
}

fn add_bills(totals: &mut Totals, clean: &Clean) {
    let mut add = |date: &Value, measure, amount| {
        *totals.entry((quarter(date.as_str().unwrap()), measure)).or_default() += amount;
    };
    for row in clean.bills("kingdee/IV_SALESIC", 1) {
        add(&row[4], "net_revenue", fen(&row[19].to_string()));
        add(&row[4], "cost", fen(&row[22].to_string()));
        add(&row[4], "invoice_lines", 1);
    }
    for row in clean.bills("kingdee/SAL_SaleOrder", 1) {
        add(&row[4], "order_lines", 1);
    }
    for row in clean.bills("kingdee/AR_RECEIVEBILL", 0) {
        add(&row[3], "receipts", fen(&row[9].to_string()));
    }
    for row in clean.bills("kingdee/AR_MATCHRECORD", 1) {
        let measure = match (row[2].as_str().unwrap(), row[5].as_str().unwrap()) {
            ("AR_receivable", "AR_RECEIVEBILL") => "applied_cash",
            ("AR_receivable", "AR_CASHDISCOUNT") => "discounts",
            ("AR_receivable", "AR_BADDEBT") => "write_offs",
            _ => continue,
        };
        add(&row[8], measure, fen(&row[9].to_string()));
    }
}

fn add_lists(totals: &mut Totals, clean: &Clean) {
    let billed: BTreeMap<_, _> =
        clean.cells("kingdee/ar_receivable").into_iter().map(|row| (row[0].clone(), row)).collect();
    for row in billed.into_values() {
        *totals.entry((quarter_of_serial(&row[2]), "billings_gross")).or_default() += fen(&row[7]);
    }
    let owed = clean.cells("kingdee/gl_balance").into_iter().filter(|row| row[0] == "1122" && row[2].is_empty());
    for row in owed.filter(|row| row[5].parse::<u32>().unwrap().is_multiple_of(3)) {
        let quarter = format!("{}Q{}", row[4], row[5].parse::<u32>().unwrap() / 3);
        *totals.entry((quarter, "receivables_closing")).or_default() += fen(&row[10]);
    }
}

fn add_service(totals: &mut Totals, clean: &Clean) {
    for ticket in clean.lines("udesk/tickets") {
        let quarter = quarter(ticket["created_at"].as_str().unwrap());
        *totals.entry((quarter.clone(), "tickets")).or_default() += 1;
        let is_complaint = ticket["template"]["template_name"] == "投诉";
        *totals.entry((quarter, "complaints")).or_default() += i128::from(is_complaint);
    }
    for answer in clean.lines("udesk/satisfaction") {
        let answered = answer["answered_at"].as_str().unwrap();
        if !answered.is_empty() {
            *totals.entry((quarter(answered), "answers")).or_default() += 1;
        }
    }
}

#[test]
fn what_is_not_dirt_adds_up_to_the_control_totals() {
    let (folder, _) = written(DIRT);
    let clean = Clean::of(folder.path());
    let mut totals = Totals::new();
    add_bills(&mut totals, &clean);
    add_lists(&mut totals, &clean);
    add_service(&mut totals, &clean);
    let mut compared = BTreeSet::new();
    let truth = csv::Reader::from_path(folder.path().join("truth/control_totals.csv")).unwrap().into_records();
    for line in truth.map(Result::unwrap) {
        let (quarter, measure, amount) = (&line[0], &line[1], &line[2]);
        let amount = if amount.contains('.') { fen(amount) } else { amount.parse().unwrap() };
        let told =
            totals.iter().find(|((at, name), _)| at == quarter && *name == measure).map(|(key, told)| (key.1, *told));
        match told {
            Some((name, told)) => {
                assert_eq!(told, amount, "{measure} of {quarter}");
                compared.insert(name);
            }
            None => assert!(amount == 0 || !totals.keys().any(|key| key.1 == measure), "{measure} of {quarter}"),
        }
    }
    assert!(compared.len() >= 11, "compared only {compared:?}");
}
