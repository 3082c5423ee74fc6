//! Everything that happened with one customer.

use chrono::NaiveDate;

use crate::company::agreements::Contract;
use crate::company::identity::Company;
use crate::company::money::{Application, LedgerMonth, Receipt, Receivable};
use crate::company::quarter::Month;
use crate::company::sales::{Case, Contact, Opportunity, Touch};
use crate::company::service::{Answer, Audit, Ticket};
use crate::company::settings::Settings;
use crate::company::trade::{Invoice, Order};
use crate::company::vendor::Activity;

/// One customer and everything that happened with it, each list by date; nothing is dated past the settings' end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompanyHistory {
    /// Who it is.
    pub company: Company,
    /// When and why it left, if it did.
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
    pub fn simulate(_settings: &Settings, _number: u32) -> Self {
        Self {
            company: Company {
                number: 0,
                legal_name: String::new(),
                uscc: None,
                country: "CN",
                country_name: "中国",
                province: "",
                city: "",
                street: String::new(),
                postal_code: String::new(),
                phone: String::new(),
                domain: String::new(),
                industry: "",
                industry_english: "",
                employees: 0,
                registered_capital: crate::company::Fen::ZERO,
                annual_revenue: crate::company::Fen::ZERO,
                since: NaiveDate::MIN,
                crm: Vec::new(),
                erp: Vec::new(),
                service: None,
                namesake: None,
            },
            leaving: None,
            had_crisis: false,
            orders: Vec::new(),
            invoices: Vec::new(),
            receivables: Vec::new(),
            receipts: Vec::new(),
            applications: Vec::new(),
            ledger: Vec::new(),
            contracts: Vec::new(),
            contacts: Vec::new(),
            opportunities: Vec::new(),
            touches: Vec::new(),
            cases: Vec::new(),
            tickets: Vec::new(),
            answers: Vec::new(),
            audits: Vec::new(),
            activities: Vec::new(),
        }
    }
}
