//! Salesforce: one archive of a Data Export, which states everything as it stands on the last day.

mod accounts;
mod cases;
mod contacts;
mod contracts;
mod events;
mod id;
mod opportunities;
mod staff;
mod tasks;

use super::cell::Cell;
use super::column::Column;
use super::data_export::{Member, archive};
use super::delivery::{Delivery, Description, Desk};
use crate::company::{CompanyHistory, Settings};
use crate::error::Result;
use std::path::PathBuf;

/// The system, which is its folder.
pub(crate) const SYSTEM: &str = "salesforce";

/// The archive: `00D` is the organisation.
const ARCHIVE: &str = "WE_00D5g000004KamSEAS_1.ZIP";

/// What some lookups hold where they lead nowhere.
const NOWHERE: &str = "000000000000000AAA";

/// The currency of all amounts.
const CURRENCY: &str = "CNY";

/// A Data Export being written.
pub(crate) struct Salesforce {
    desk: Desk,
    settings: Settings,
    accounts: Delivery,
    contacts: Delivery,
    opportunities: Delivery,
    stages: Delivery,
    cases: Delivery,
    contracts: Delivery,
    tasks: Delivery,
}

/// A file of the archive.
#[derive(Clone, Copy)]
struct Object {
    member: &'static str,
    columns: &'static [Column],
}

const ACCOUNT: Object = Object { member: "Account.csv", columns: accounts::COLUMNS };
const CONTACT: Object = Object { member: "Contact.csv", columns: contacts::COLUMNS };
const OPPORTUNITY: Object = Object { member: "Opportunity.csv", columns: opportunities::COLUMNS };
const STAGE: Object = Object { member: "OpportunityHistory.csv", columns: opportunities::STAGE_COLUMNS };
const CASE: Object = Object { member: "Case.csv", columns: cases::COLUMNS };
const CONTRACT: Object = Object { member: "Contract.csv", columns: contracts::COLUMNS };
const TASK: Object = Object { member: "Task.csv", columns: tasks::COLUMNS };
const EVENT: Object = Object { member: "Event.csv", columns: events::COLUMNS };
const USER: Object = Object { member: "User.csv", columns: staff::USER_COLUMNS };
const PRODUCT: Object = Object { member: "Product2.csv", columns: staff::PRODUCT_COLUMNS };

/// The files in the order of the archive.
const OBJECTS: [Object; 10] = [ACCOUNT, CONTACT, OPPORTUNITY, STAGE, CASE, CONTRACT, TASK, EVENT, USER, PRODUCT];

impl Object {
    /// Where it lies until the archive is made.
    fn path(self, desk: &Desk) -> PathBuf {
        desk.path(SYSTEM, self.member)
    }

    fn description(self) -> Description {
        let file = ARCHIVE.to_owned();
        Description { system: SYSTEM, file, member: self.member, columns: self.columns, key: &[0] }
    }

    fn begin(self, desk: &Desk) -> Result<Delivery> {
        Ok(desk.delivery(self.description(), Box::new(Member::create(&self.path(desk), self.columns)?)))
    }

    fn begin_clean(self, desk: &Desk) -> Result<Delivery> {
        Ok(desk.clean_delivery(self.description(), Box::new(Member::create(&self.path(desk), self.columns)?)))
    }
}

impl Salesforce {
    /// Begins the files.
    pub(crate) fn begin(desk: &Desk, settings: &Settings) -> Result<Self> {
        Ok(Self {
            desk: desk.clone(),
            settings: *settings,
            accounts: ACCOUNT.begin_clean(desk)?,
            contacts: CONTACT.begin_clean(desk)?,
            opportunities: OPPORTUNITY.begin(desk)?,
            stages: STAGE.begin(desk)?,
            cases: CASE.begin(desk)?,
            contracts: CONTRACT.begin(desk)?,
            tasks: TASK.begin(desk)?,
        })
    }

    /// Adds one customer.
    pub(crate) fn add(&mut self, history: &CompanyHistory) -> Result<()> {
        for (account, place) in history.company.crm.iter().zip(0..) {
            self.accounts.row(&accounts::row(history, account, place))?;
        }
        for contact in &history.contacts {
            self.contacts.row(&contacts::row(history, contact))?;
        }
        for opportunity in &history.opportunities {
            self.opportunities.row(&opportunities::row(history, opportunity))?;
            for place in 0..opportunity.stages.len() {
                self.stages.row(&opportunities::stage_row(opportunity, place))?;
            }
        }
        for case in &history.cases {
            self.cases.row(&cases::row(history, case))?;
        }
        for contract in &history.contracts {
            self.contracts.row(&contracts::row(history, contract, self.settings.end_day()))?;
        }
        for touch in &history.touches {
            self.tasks.row(&tasks::row(history, touch))?;
        }
        Ok(())
    }

    /// Adds the vendor's own people and products, and packs everything.
    pub(crate) fn finish(self) -> Result<()> {
        let Self { desk, settings, accounts, contacts, opportunities, stages, cases, contracts, tasks } = self;
        for delivery in [accounts, contacts, opportunities, stages, cases, contracts, tasks] {
            delivery.finish()?;
        }
        EVENT.begin_clean(&desk)?.finish()?;
        let mut users = USER.begin_clean(&desk)?;
        staff::users().iter().try_for_each(|row| users.row(row))?;
        users.finish()?;
        let mut products = PRODUCT.begin_clean(&desk)?;
        staff::products(&settings).iter().try_for_each(|row| products.row(row))?;
        products.finish()?;
        let members = OBJECTS.map(|object| (object.member, object.path(&desk)));
        archive(&desk.path(SYSTEM, ARCHIVE), &members)
    }
}

/// The id of the CRM account at this place.
fn account_id(history: &CompanyHistory, place: usize) -> Cell<'_> {
    history.company.crm.get(place).map_or(Cell::Null, |account| Cell::text(&account.id))
}

/// The id of the contact at this place, if there is one.
fn contact_id(history: &CompanyHistory, place: Option<usize>) -> Cell<'_> {
    let contact = place.and_then(|place| history.contacts.get(place));
    contact.map_or(Cell::Null, |contact| Cell::text(&contact.id))
}

/// The id of a user, an employee of the vendor.
fn user_id(place: usize) -> Cell<'static> {
    Cell::made(id::id("005", place as u64 + 1))
}

/// The id of a product.
fn product_id(place: usize) -> Cell<'static> {
    Cell::made(id::id("01t", place as u64 + 1))
}

/// No flag is raised.
const NO: Cell<'static> = Cell::Boolean(false);

/// The id of a user, for tests elsewhere.
#[cfg(test)]
pub(crate) fn user(place: usize) -> String {
    id::id("005", place as u64 + 1)
}
