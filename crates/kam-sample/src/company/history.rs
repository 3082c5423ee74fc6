//! Everything that happened with one customer.

use chrono::NaiveDate;

use crate::company::agreements::Contract;
use crate::company::billing::invoices;
use crate::company::bookkeeping::ledger;
use crate::company::contracting::contracts;
use crate::company::course::Course;
use crate::company::deals::opportunities;
use crate::company::identity::Company;
use crate::company::money::{Application, LedgerMonth, Receipt, Receivable};
use crate::company::ordering::orders;
use crate::company::paying::payments;
use crate::company::people::contacts;
use crate::company::presence::enter_systems;
use crate::company::quarter::Month;
use crate::company::register::register;
use crate::company::sales::{Case, Contact, Opportunity, Touch};
use crate::company::service::{Answer, Audit, Ticket};
use crate::company::settings::Settings;
use crate::company::tickets::service;
use crate::company::touches::touches;
use crate::company::trade::{Invoice, Order};
use crate::company::vendor::Activity;
use crate::company::working::activities;

/// One customer and everything that happened with it, each list by date; nothing is dated past the settings' end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyHistory {
    /// Who it is.
    pub company: Company,
    /// When and why it left, or will leave within the four quarters after the last: what nobody can know yet, and what
    /// a forecast is judged by.
    pub leaving: Option<Leaving>,
    /// Whether it behaved for a while as if it were leaving, and recovered.
    pub had_crisis: bool,
    /// Orders.
    pub orders: Vec<Order>,
    /// Invoices and credit notes.
    pub invoices: Vec<Invoice>,
    /// What they ask to be paid.
    pub receivables: Vec<Receivable>,
    /// Payments.
    pub receipts: Vec<Receipt>,
    /// What is set against receivables.
    pub applications: Vec<Application>,
    /// What the ledger says, by account and month.
    pub ledger: Vec<LedgerMonth>,
    /// Frame agreements.
    pub contracts: Vec<Contract>,
    /// People.
    pub contacts: Vec<Contact>,
    /// Deals.
    pub opportunities: Vec<Opportunity>,
    /// Touches.
    pub touches: Vec<Touch>,
    /// Cases of the CRM.
    pub cases: Vec<Case>,
    /// Tickets of the service desk.
    pub tickets: Vec<Ticket>,
    /// Answers about tickets.
    pub answers: Vec<Answer>,
    /// Looks through tickets.
    pub audits: Vec<Audit>,
    /// How often what was done, by ERP account and month.
    pub activities: Vec<ActivityCount>,
}

/// The end of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// The first day on which it was no customer any more: it orders nothing from here on.
    pub date: NaiveDate,
    /// Why.
    pub cause: Cause,
    /// Whether it left without warning.
    pub is_silent: bool,
}

/// Why a customer leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Too dear.
    Price,
    /// Badly served.
    Service,
    /// Won over by another.
    Competitor,
    /// Bankrupt.
    Insolvency,
    /// Nobody knows.
    Silent,
}

/// How often something was done for one ERP account in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivityCount {
    /// Which of the company's ERP accounts.
    pub account: usize,
    /// The month.
    pub month: Month,
    /// What.
    pub activity: Activity,
    /// How often.
    pub count: u32,
}

impl Cause {
    /// Its name in the truth.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Service => "service",
            Self::Competitor => "competitor",
            Self::Insolvency => "insolvency",
            Self::Silent => "silent",
        }
    }
}

impl CompanyHistory {
    /// Tells the story of one customer: always the same for the same settings, and cheap enough to be told anew for
    /// every file.
    #[must_use]
    pub fn simulate(settings: &Settings, number: u32) -> Self {
        let mut registered = register(settings, number);
        enter_systems(settings, &mut registered);
        let course = Course::of(settings, &registered);
        let orders = orders(settings, &registered, &course);
        let invoices = invoices(settings, number, &course, &orders);
        let payments = payments(settings, &registered, &course, &invoices);
        let ledger = ledger(settings, &invoices, &payments.receivables, &payments.applications);
        let contacts = contacts(settings, &registered, course.rank);
        let (touches, cases) = touches(settings, &registered, &course, &contacts);
        let service = service(settings, &registered, &course);
        let mut history = Self {
            leaving: course.leaving,
            had_crisis: course.had_crisis,
            orders,
            invoices,
            receivables: payments.receivables,
            receipts: payments.receipts,
            applications: payments.applications,
            ledger,
            contracts: contracts(settings, &registered, &course),
            contacts,
            opportunities: opportunities(settings, &registered, &course),
            touches,
            cases,
            tickets: service.tickets,
            answers: service.answers,
            audits: service.audits,
            activities: Vec::new(),
            company: registered.company,
        };
        history.activities = activities(settings, &history);
        history
    }
}

#[cfg(test)]
mod tests;
