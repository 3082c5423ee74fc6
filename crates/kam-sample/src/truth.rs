//! The truth beside the deliveries: who is who, who left and why, and what everything adds up to.

mod totals;

use std::fs::File;
use std::io;
use std::path::Path;

use csv::Writer;

use crate::company::{Company, CompanyHistory, Settings};
use crate::truth::totals::ControlTotals;

/// Writes `customers.csv`, `churn.csv` and `control_totals.csv`, one history at a time.
#[derive(Debug)]
pub struct TruthWriter {
    customers: Writer<File>,
    churn: Writer<File>,
    control_totals: Writer<File>,
    totals: ControlTotals,
}

impl TruthWriter {
    /// Begins the files in `folder`, which must exist.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn create(folder: &Path, settings: &Settings) -> io::Result<Self> {
        let begin = |name: &str, header: &[&str]| -> io::Result<Writer<File>> {
            let mut writer = Writer::from_path(folder.join(name))?;
            writer.write_record(header)?;
            Ok(writer)
        };
        let of_customers = ["company_id", "legal_name", "uscc", "system", "source_key", "name_there", "kind"];
        let of_churn = ["company_id", "since", "left_date", "cause", "is_silent", "had_crisis"];
        Ok(Self {
            customers: begin("customers.csv", &of_customers)?,
            churn: begin("churn.csv", &of_churn)?,
            control_totals: begin("control_totals.csv", &["quarter", "measure", "amount"])?,
            totals: ControlTotals::of(settings),
        })
    }

    /// Adds one customer.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn add(&mut self, history: &CompanyHistory) -> io::Result<()> {
        self.add_keys(&history.company)?;
        let number = history.company.number.to_string();
        let since = history.company.since.to_string();
        let left = history.leaving.map(|leaving| leaving.date.to_string()).unwrap_or_default();
        let cause = history.leaving.map_or("", |leaving| leaving.cause.name());
        let is_silent = history.leaving.map_or("", |leaving| truth_word(leaving.is_silent));
        let crisis = truth_word(history.had_crisis);
        self.churn.write_record([number.as_str(), &since, &left, cause, is_silent, crisis])?;
        self.totals.add(history);
        Ok(())
    }

    /// Writes the totals and ends the files.
    ///
    /// # Errors
    /// Whatever the file system says.
    pub fn finish(mut self) -> io::Result<()> {
        for (quarter, measure, amount) in self.totals.rows() {
            self.control_totals.write_record([quarter.to_string().as_str(), measure, &amount])?;
        }
        [self.customers, self.churn, self.control_totals].iter_mut().try_for_each(Writer::flush)
    }

    /// Says under which key each system knows the customer; kinds tell the main account from what doubles it.
    fn add_keys(&mut self, company: &Company) -> io::Result<()> {
        let kind = |place: usize, doubled: &'static str| if place == 0 { "main" } else { doubled };
        for (place, account) in company.crm.iter().enumerate() {
            self.add_key(company, ["salesforce", &account.id, &account.name, kind(place, "duplicate")])?;
        }
        for (place, account) in company.erp.iter().enumerate() {
            self.add_key(company, ["kingdee", &account.code, &account.name, kind(place, "branch")])?;
        }
        if let Some(organization) = &company.service {
            self.add_key(company, ["udesk", &organization.id.to_string(), &organization.name, "main"])?;
        }
        Ok(())
    }

    fn add_key(&mut self, company: &Company, [system, key, name, kind]: [&str; 4]) -> io::Result<()> {
        let number = company.number.to_string();
        let code = company.uscc.as_deref().unwrap_or("");
        self.customers.write_record([&number, &company.legal_name, code, system, key, name, kind])?;
        Ok(())
    }
}

fn truth_word(is_so: bool) -> &'static str {
    if is_so { "true" } else { "false" }
}
