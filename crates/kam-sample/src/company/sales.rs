//! What salespeople know of a customer: its people, the deals, the touches.

use chrono::{NaiveDate, NaiveDateTime};

use crate::company::fen::Fen;

/// A part in a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Decides.
    Decision,
    /// Is listened to.
    Influence,
    /// Uses what is bought.
    User,
    /// Buys.
    Procurement,
    /// Pays.
    Finance,
    /// Judges what is technical.
    Technical,
}

/// A person at the customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Salesforce id, beginning with `003`.
    pub id: String,
    /// Which of the company's CRM accounts knows the person.
    pub account: usize,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
    /// Job title.
    pub title: &'static str,
    /// Department.
    pub department: &'static str,
    /// Part in a decision.
    pub role: Role,
    /// 1 the lowest to 5 the highest.
    pub seniority: u8,
    /// Whether the person leads the company or a division.
    pub is_executive: bool,
    /// E-mail address.
    pub email: String,
    /// Mobile phone.
    pub mobile: String,
    /// When the person took up the part.
    pub joined: NaiveDate,
    /// When the person left it.
    pub left: Option<NaiveDate>,
    /// Whether the person agreed to our keeping the record.
    pub has_consented: bool,
}

/// How a deal ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Not yet.
    Open,
    /// Ours.
    Won,
    /// Somebody else's.
    Lost,
    /// Nobody's.
    NoDecision,
}

/// A stage of selling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// 初步接触
    FirstContact,
    /// 需求确认
    Needs,
    /// 方案报价
    Proposal,
    /// 合同签订
    Signing,
    /// 交付验收, which follows a deal that is won
    Delivery,
    /// 输单: lost, or given up
    Lost,
}

/// What a deal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// A first purchase.
    New,
    /// Going on.
    Renew,
    /// More than before.
    Expand,
}

/// A sales opportunity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opportunity {
    /// Salesforce id, beginning with `006`.
    pub id: String,
    /// Which of the company's CRM accounts it is with.
    pub account: usize,
    /// What it is called.
    pub name: String,
    /// A place in [`crate::company::PRODUCTS`].
    pub product: usize,
    /// Who pursues it: a place in [`crate::company::vendor::STAFF`].
    pub owner: usize,
    /// What it is, or was, worth.
    pub amount: Fen,
    /// When it was opened, UTC.
    pub created_at: NaiveDateTime,
    /// When it should be decided.
    pub expected_close: NaiveDate,
    /// When it was decided.
    pub closed: Option<NaiveDate>,
    /// How.
    pub outcome: Outcome,
    /// Why it was lost, Chinese.
    pub loss_reason: Option<&'static str>,
    /// Who won it instead.
    pub competitor: Option<&'static str>,
    /// Whether it was put out to tender.
    pub is_tender: bool,
    /// What it is about.
    pub purpose: Purpose,
    /// The stages entered, oldest first; the last is where it stands.
    pub stages: Vec<StageEntry>,
}

/// A stage entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageEntry {
    /// Salesforce id, beginning with `008`.
    pub id: String,
    /// The stage.
    pub stage: Stage,
    /// When, UTC.
    pub entered_at: NaiveDateTime,
    /// What the deal was held to be worth then.
    pub amount: Fen,
}

/// How a customer was touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    /// A telephone call.
    Call,
    /// A letter by wire.
    Email,
    /// A visit.
    Visit,
    /// A meeting.
    Meeting,
    /// WeChat.
    Message,
}

/// A touch: what Salesforce keeps as a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    /// Salesforce id, beginning with `00T`.
    pub id: String,
    /// Which of the company's CRM accounts.
    pub account: usize,
    /// The person: a place among the history's contacts.
    pub contact: Option<usize>,
    /// Our employee: a place in [`crate::company::vendor::STAFF`].
    pub owner: usize,
    /// How.
    pub channel: Channel,
    /// Whether it came from the customer.
    pub is_inbound: bool,
    /// What about, Chinese.
    pub subject: &'static str,
    /// When, UTC.
    pub occurred_at: NaiveDateTime,
    /// When it was written down, UTC.
    pub logged_at: NaiveDateTime,
}

/// A case of the CRM: what salespeople were told and passed on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Salesforce id, beginning with `500`.
    pub id: String,
    /// Case number, ten digits.
    pub number: String,
    /// Which of the company's CRM accounts.
    pub account: usize,
    /// The person: a place among the history's contacts.
    pub contact: Option<usize>,
    /// What about, Chinese.
    pub subject: &'static str,
    /// Whether it complains.
    pub is_complaint: bool,
    /// 1 the gravest to 4 the lightest.
    pub severity: u8,
    /// When it was opened, UTC.
    pub opened_at: NaiveDateTime,
    /// When it was closed, UTC.
    pub closed_at: Option<NaiveDateTime>,
    /// Who looks after it: a place in [`crate::company::vendor::STAFF`].
    pub owner: usize,
}

impl Stage {
    /// Its name, Chinese.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FirstContact => "初步接触",
            Self::Needs => "需求确认",
            Self::Proposal => "方案报价",
            Self::Signing => "合同签订",
            Self::Delivery => "交付验收",
            Self::Lost => "输单",
        }
    }

    /// How likely a deal in this stage is held to be won, in percent.
    #[must_use]
    pub const fn probability(self) -> u8 {
        match self {
            Self::FirstContact => 10,
            Self::Needs => 30,
            Self::Proposal => 55,
            Self::Signing => 80,
            Self::Delivery => 100,
            Self::Lost => 0,
        }
    }
}

impl Role {
    /// Its code, as the CRM's own field holds it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Influence => "influence",
            Self::User => "user",
            Self::Procurement => "procurement",
            Self::Finance => "finance",
            Self::Technical => "technical",
        }
    }
}
