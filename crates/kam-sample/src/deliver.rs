//! The files the systems would send, each in the shape its system gives it.
//!
//! Nothing here decides what happened: it is read from the customers' histories. A customer is told about once for
//! each batch of quarters, so that neither the customers nor all files have to be held at once.

pub(crate) mod bill_query;
pub(crate) mod cell;
pub(crate) mod column;
pub(crate) mod data_export;
pub(crate) mod delivery;
pub(crate) mod kingdee;
pub(crate) mod list_export;
#[cfg(test)]
mod made;
#[cfg(test)]
pub(crate) mod read_back;
pub(crate) mod rows;
pub(crate) mod salesforce;
#[cfg(test)]
mod tests;
pub(crate) mod ticket_dump;
pub(crate) mod udesk;
pub(crate) mod workbook;

use crate::company::{CompanyHistory, Quarter, Settings};
use crate::error::Result;
use delivery::Desk;
use kingdee::{Customers, Kingdee};
use salesforce::Salesforce;
use udesk::{Organizations, Udesk};

/// The systems, which are the folders.
pub(crate) const SYSTEMS: [&str; 3] = [salesforce::SYSTEM, kingdee::SYSTEM, udesk::SYSTEM];

/// How many quarters' files are open at once: a process may not open very many.
pub(crate) const QUARTERS_AT_ONCE: usize = 10;

/// What states everything as it stands on the last day.
pub(crate) struct Snapshots {
    salesforce: Salesforce,
    customers: Customers,
    organizations: Organizations,
}

/// What tells about one quarter.
pub(crate) struct Telling {
    kingdee: Kingdee,
    udesk: Udesk,
}

impl Snapshots {
    /// Begins the files.
    pub(crate) fn begin(desk: &Desk, settings: &Settings) -> Result<Self> {
        Ok(Self {
            salesforce: Salesforce::begin(desk, settings)?,
            customers: Customers::begin(desk, settings)?,
            organizations: Organizations::begin(desk)?,
        })
    }

    /// Adds one customer.
    pub(crate) fn add(&mut self, history: &CompanyHistory) -> Result<()> {
        self.salesforce.add(history)?;
        self.customers.add(history)?;
        self.organizations.add(history)
    }

    /// Ends the files.
    pub(crate) fn finish(self) -> Result<()> {
        self.salesforce.finish()?;
        self.customers.finish()?;
        self.organizations.finish()
    }
}

impl Telling {
    /// Begins the files of a quarter.
    pub(crate) fn begin(desk: &Desk, settings: &Settings, quarter: Quarter) -> Result<Self> {
        Ok(Self { kingdee: Kingdee::begin(desk, settings, quarter)?, udesk: Udesk::begin(desk, quarter)? })
    }

    /// Adds what happened with one customer in the quarter.
    pub(crate) fn add(&mut self, history: &CompanyHistory) -> Result<()> {
        self.kingdee.add(history)?;
        self.udesk.add(history)
    }

    /// Ends the files.
    pub(crate) fn finish(self) -> Result<()> {
        self.kingdee.finish()?;
        self.udesk.finish()
    }
}
