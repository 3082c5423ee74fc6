//! Examples shown below the help of each command.

use crate::exit_code::ExitCode;
use std::fmt::Write;

/// The exit codes, for the foot of `kam --help`.
pub(super) fn exit_codes() -> String {
    let mut text = String::from("Exit codes:\n");
    for code in ExitCode::ALL {
        writeln!(text, "  {:<3} {}", code.number(), code.meaning()).ok();
    }
    text
}

pub(super) const INIT: &str = "\
Examples:
  kam init acme                      make the folder acme and a project in it
  cd acme && kam run                 land its deliveries and write its first reports
  kam init acme --system kingdee --system salesforce --system udesk
                                     a project on built-in systems, without deliveries

Files that are already there are never written over.";

pub(super) const QUICKSTART: &str = "\
Examples:
  kam quickstart                     120 customers, 12 quarters, in the folder kam-quickstart
  kam quickstart big --accounts 2000 --quarters 20 --seed 7

The company is made up; CRM, ERP and service desk deliver it as Salesforce, Kingdee and Udesk do.
The path of the last quarter's report, one for each language, is written to standard output.";

pub(super) const SAMPLE: &str = "\
Examples:
  kam sample --out deliveries        120 customers over 12 quarters
  kam sample --out deliveries --accounts 20000 --quarters 20
  kam sample --out deliveries --dirt 0.02   two rows in a hundred are dirt

Below DIR: salesforce, kingdee and udesk hold what these systems would deliver, and truth holds who is who, who left
and what everything adds up to. The same numbers give the same bytes. Files that no sample wrote are never written over.";

pub(super) const VALIDATE: &str = "\
Examples:
  kam validate                       the project around this folder
  kam validate --project acme        another one
  kam validate --log-format json     each mistake as one JSON object, for editors and CI

Every model is planned on empty tables, so a wrong column is found without data.";

pub(super) const COMPILE: &str = "\
Examples:
  kam compile                        as kam itself runs it
  kam compile --dialect duckdb | duckdb check.db";

pub(super) const PLAN: &str = "\
Examples:
  kam plan                           what has changed since the last run
  kam plan --quarter 2026Q3 --force  what building that quarter anew would take
  kam plan --format json             for programs";

pub(super) const RUN: &str = "\
Examples:
  kam run                            what is new or out of date
  kam run --quarter 2026Q3           that quarter only
  kam run --force                    everything, whether or not it changed
  kam run --log-format json          progress as one JSON object per line

The path of each report is written to standard output. A second run finds nothing to do.
If a check fails, nothing of the build becomes visible and the exit code is 1.";

pub(super) const REPLAY: &str = "\
Examples:
  kam sql \"select file, row_number, reason from raw.rejected_rows where replayed_by is null\"
  kam replay
  kam replay raw.shop_sales && kam run

Each row lands once, however often this is called. The delivered files must still be where they were.";

pub(super) const READ: &str = "\
Examples:
  kam read orders.csv                whatever stands between its cells, before and behind its table
  kam read orders.csv.gz --as-text > plain.csv
  kam read export.txt --delimiter '|~|' --row-end '~\\n' --header-lines 0
  kam read months.zip --member 2026-09.csv
  kam read budget.xlsx --sheet Plan

The table goes to standard output with commas, double quotes and its header first; how the file was understood, and each
row that does not fit, to standard error. Rows that do not fit are left out and the exit code is 1; with --as-text they
are put right where only one way is possible, else padded or printed as they are.";

pub(super) const INFER: &str = "\
Examples:
  kam infer Orders.csv               shape, key, format: each with its evidence behind a `#`
  kam infer orders.csv --source erp --table orders > pipelines/extracts/erp/orders.toml && kam validate
  kam infer drops/2026-*.csv         one definition for all of them, or what keeps them apart
  kam infer incidents.csv --zone Europe/Berlin
  kam infer budget.xlsx --sheet Plan

The definition goes to standard output; how the files were understood, and what is uncertain, to standard error. In the end
the files are read by the definition as they would land: where it rejects rows the exit code is 1.";

pub(super) const REPORT: &str = "\
Examples:
  kam report                         every report of the last run
  kam report --quarter 2026Q3 --locale zh-CN
  kam report --account 1204          the page of one customer, in reports/preview/
  kam report --watch                 the newest quarter's pages in reports/preview/, as their templates change
  kam report --watch --account 1204 --locale en
  kam report --gallery               every component over example rows, in reports/gallery/
  kam report --quarter 2026Q3 --pdf  a PDF beside each page

The path of each page is written to standard output, that of their folder for the pages of customers.
--pdf looks for chromium, chromium-browser, google-chrome or the program CHROME names; without one the exit code is 3.";

pub(super) const SQL: &str = "\
Examples:
  kam sql 'select * from marts.value_contribution limit 10'
  kam sql --format csv < question.sql > answer.csv
  kam sql --format parquet 'select * from marts.customer_asset_map' > map.parquet

Queries read what is committed and can change nothing. `kam ls` lists the tables.";

pub(super) const STATUS: &str = "\
Examples:
  kam status
  kam status --format json";

pub(super) const HISTORY: &str = "\
Examples:
  kam history
  kam history --last 100 --format json";

pub(super) const MAINTAIN: &str = "\
Examples:
  kam maintain inspect
  kam maintain verify
  kam maintain verify --store
  kam maintain compact --dry-run
  kam maintain compact
  kam maintain vacuum --keep 30 --dry-run

If something is not as it was written the exit code is 3. Compact and vacuum wait for no run: while one holds the lake they
end with 3. What compact has put together stays in its old files too, for the commits that name them, until vacuum.";

pub(super) const LS: &str = "\
Examples:
  kam ls
  kam ls --format json";

pub(super) const COMPLETIONS: &str = "\
Examples:
  kam completions bash > ~/.local/share/bash-completion/completions/kam
  kam completions zsh > ~/.zfunc/_kam
  kam completions fish > ~/.config/fish/completions/kam.fish";
