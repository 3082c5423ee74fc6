//! What the service desk did for a customer and what it heard back.

use chrono::{NaiveDate, NaiveDateTime};

/// What a ticket is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TicketKind {
    /// 咨询
    Question,
    /// 故障
    Incident,
    /// 投诉
    Complaint,
    /// 服务请求
    Request,
}

/// Where a ticket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TicketStatus {
    /// 开启
    Open,
    /// 解决中
    Solving,
    /// 已解决
    Resolved,
    /// 已关闭
    Closed,
}

/// A ticket with all that happened to it up to the last day told about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Udesk id, unique.
    pub id: u64,
    /// Number shown to people, as `20250104-0012`.
    pub number: String,
    /// What about, Chinese.
    pub subject: &'static str,
    /// What it is.
    pub kind: TicketKind,
    /// 1 the gravest to 4 the lightest.
    pub severity: u8,
    /// By which way it came, as `email`, `wechat`, `call`.
    pub platform: &'static str,
    /// Name of the person who asked.
    pub asker: String,
    /// Mail address of the person who asked.
    pub asker_mail: String,
    /// Who handles it: a place in [`crate::company::vendor::STAFF`].
    pub agent: usize,
    /// When it was opened, UTC.
    pub opened_at: NaiveDateTime,
    /// When a person should have answered, UTC.
    pub due_response_at: NaiveDateTime,
    /// When a person first answered, UTC.
    pub first_response_at: Option<NaiveDateTime>,
    /// When it should have been solved, UTC.
    pub due_resolve_at: NaiveDateTime,
    /// When it was solved (for good, if it was opened again), UTC.
    pub resolved_at: Option<NaiveDateTime>,
    /// When it was opened again, UTC.
    pub reopened_at: Option<NaiveDateTime>,
    /// When it was closed, UTC.
    pub closed_at: Option<NaiveDateTime>,
    /// What was behind it, Chinese; known once it is solved.
    pub root_cause: Option<&'static str>,
}

/// A question about one ticket, 1 to 5, and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Udesk id, unique.
    pub id: u64,
    /// The ticket: a place among the history's tickets.
    pub ticket: usize,
    /// When it was asked, UTC.
    pub sent_at: NaiveDateTime,
    /// When it was answered, UTC; empty if it was not.
    pub answered_at: Option<NaiveDateTime>,
    /// 1 the worst to 5 the best; empty if it was not answered.
    pub score: Option<u8>,
}

/// A look through one ticket's record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// Udesk id, unique.
    pub id: u64,
    /// The ticket: a place among the history's tickets.
    pub ticket: usize,
    /// Fields looked at.
    pub fields_checked: u32,
    /// Those that were right.
    pub fields_correct: u32,
    /// When.
    pub date: NaiveDate,
}

impl Ticket {
    /// Whether it complains.
    #[must_use]
    pub fn is_complaint(&self) -> bool {
        self.kind == TicketKind::Complaint
    }

    /// Where it stands.
    #[must_use]
    pub fn status(&self) -> TicketStatus {
        match (self.closed_at, self.resolved_at, self.first_response_at) {
            (Some(_), _, _) => TicketStatus::Closed,
            (None, Some(_), _) => TicketStatus::Resolved,
            (None, None, Some(_)) => TicketStatus::Solving,
            (None, None, None) => TicketStatus::Open,
        }
    }

    /// Gives the ticket as it stood just before `end`, or nothing if it was not opened yet.
    #[must_use]
    pub fn as_of(&self, end: NaiveDateTime) -> Option<Self> {
        if self.opened_at >= end {
            return None;
        }
        let before = |at: Option<NaiveDateTime>| at.filter(|at| *at < end);
        let resolved_at = before(self.resolved_at);
        Some(Self {
            first_response_at: before(self.first_response_at),
            resolved_at,
            reopened_at: before(self.reopened_at),
            closed_at: before(self.closed_at),
            root_cause: self.root_cause.filter(|_| resolved_at.is_some()),
            ..self.clone()
        })
    }

    /// When it last changed, UTC.
    #[must_use]
    pub fn updated_at(&self) -> NaiveDateTime {
        [self.first_response_at, self.resolved_at, self.reopened_at, self.closed_at]
            .into_iter()
            .flatten()
            .fold(self.opened_at, NaiveDateTime::max)
    }
}

impl TicketKind {
    /// Its name, Chinese.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Question => "咨询",
            Self::Incident => "故障",
            Self::Complaint => "投诉",
            Self::Request => "服务请求",
        }
    }
}
