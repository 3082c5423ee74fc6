//! Tickets (工单). `field_nu` is how the system spells it.

use super::{bounds, customer_id, local, whole};
use crate::company::service::{Answer, Ticket, TicketKind, TicketStatus};
use crate::company::vendor::STAFF;
use crate::company::{CompanyHistory, Quarter};
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;
use crate::deliver::delivery::Delivery;
use crate::error::Result;
use chrono::NaiveDateTime;

/// Members of a ticket.
pub(super) const COLUMNS: &[Column] = &[
    Column::text("id").required().identifier(),
    Column::text("field_nu"),
    Column::text("subject"),
    Column::number("status_id").required().coded(),
    Column::text("status"),
    Column::number("priority_id").coded(),
    Column::text("priority"),
    Column::text("platform_name"),
    Column::text("platform_zh_name"),
    Column::text("customer_id").identifier(),
    Column::text("customer_name"),
    Column::text("customer_email"),
    Column::object("organization"),
    Column::text("assignee_id").identifier(),
    Column::text("assignee_name"),
    Column::text("agent_group_id").identifier(),
    Column::text("agent_group_name"),
    Column::text("creator_id").identifier(),
    Column::object("template"),
    Column::text("all_tags"),
    Column::text("satisfaction"),
    Column::text("call_direction"),
    Column::moment("created_at").required(),
    Column::moment("agent_replied_at"),
    Column::moment("customer_replied_at"),
    Column::moment("replied_at"),
    Column::moment("solving_at"),
    Column::moment("solved_deadline"),
    Column::moment("resolved_at"),
    Column::moment("closed_at"),
    Column::moment("updated_at"),
    Column::moment("reopened_at"),
    Column::object("custom_fields"),
];

/// Delivers the tickets that were opened or changed in the quarter.
pub(super) fn add(history: &CompanyHistory, quarter: Quarter, to: &mut Delivery) -> Result<()> {
    let (begin, end) = bounds(quarter);
    let mut answers = vec![None; history.tickets.len()];
    for answer in &history.answers {
        if let Some(known) = answers.get_mut(answer.ticket) {
            *known = Some(answer);
        }
    }
    for (ticket, answer) in history.tickets.iter().zip(answers) {
        let now = ticket.as_of(end);
        if let Some(now) = now.filter(|now| now.updated_at() >= begin || is_answered_in(answer, begin, end)) {
            let answer = answer.filter(|answer| answer.answered_at.is_some_and(|at| at < end));
            to.row(&row(history, &now, answer))?;
        }
    }
    Ok(())
}

fn is_answered_in(answer: Option<&Answer>, begin: NaiveDateTime, end: NaiveDateTime) -> bool {
    answer.and_then(|answer| answer.answered_at).is_some_and(|at| begin <= at && at < end)
}

fn row<'a>(history: &'a CompanyHistory, ticket: &'a Ticket, answer: Option<&Answer>) -> [Cell<'a>; 33] {
    let (status_id, status) = status(ticket.status());
    let priority = ["紧急", "高", "标准", "低"].get(usize::from(ticket.severity).saturating_sub(1));
    let agent = STAFF.get(ticket.agent);
    let maybe = |moment: Option<NaiveDateTime>| Cell::maybe(moment, local);
    [
        whole(ticket.id),
        Cell::text(&ticket.number),
        Cell::text(ticket.subject),
        Cell::Whole(status_id),
        Cell::text(status),
        Cell::Whole(i64::from(ticket.severity)),
        Cell::maybe(priority, |name| Cell::text(name)),
        Cell::text(ticket.platform),
        Cell::text(platform(ticket.platform)),
        customer_id(ticket),
        Cell::text(&ticket.asker),
        Cell::text(&ticket.asker_mail),
        organization(history),
        Cell::Whole(agent_id(ticket.agent)),
        Cell::maybe(agent, |agent| Cell::text(agent.name)),
        Cell::Whole(1001),
        Cell::maybe(agent, |agent| Cell::text(agent.department)),
        Cell::Whole(agent_id(ticket.agent)),
        template(ticket.kind),
        if ticket.is_complaint() { Cell::text(TicketKind::Complaint.name()) } else { Cell::Null },
        Cell::maybe(answer.and_then(super::satisfaction::option), Cell::text),
        Cell::text(if ticket.platform == "call" { "呼入" } else { "" }),
        local(ticket.opened_at),
        maybe(ticket.first_response_at),
        local(ticket.opened_at),
        maybe(ticket.first_response_at),
        maybe(ticket.first_response_at),
        local(ticket.due_resolve_at),
        maybe(ticket.resolved_at),
        maybe(ticket.closed_at),
        local(ticket.updated_at()),
        maybe(ticket.reopened_at),
        custom_fields(ticket),
    ]
}

/// The number of an agent.
pub(super) fn agent_id(place: usize) -> i64 {
    10_001 + place as i64
}

fn organization(history: &CompanyHistory) -> Cell<'_> {
    let Some(organization) = &history.company.service else { return Cell::Null };
    Cell::Object(vec![
        ("id", whole(organization.id)),
        ("name", Cell::text(&organization.name)),
        ("description", Cell::Null),
        ("domains", Cell::made(organization.domains.join(","))),
        ("created_at", local(organization.created_at)),
    ])
}

fn template(kind: TicketKind) -> Cell<'static> {
    Cell::Object(vec![("template_id", Cell::Whole(2001 + kind as i64)), ("template_name", Cell::text(kind.name()))])
}

/// The vendor's own fields: what was behind it, and until when a person should have answered. All are texts.
fn custom_fields(ticket: &Ticket) -> Cell<'static> {
    let due = (ticket.due_response_at + super::AHEAD).format("%Y-%m-%d %H:%M:%S");
    Cell::Object(vec![
        ("TextField_3", Cell::text(ticket.root_cause.unwrap_or_default())),
        ("DateTimeField_5", Cell::made(due.to_string())),
    ])
}

fn status(status: TicketStatus) -> (i64, &'static str) {
    match status {
        TicketStatus::Open => (1, "开启"),
        TicketStatus::Resolved => (2, "已解决"),
        TicketStatus::Closed => (3, "已关闭"),
        TicketStatus::Solving => (4, "解决中"),
    }
}

fn platform(name: &str) -> &'static str {
    match name {
        "email" => "邮件",
        "wechat" => "微信",
        "call" => "呼叫中心",
        "im" => "即时通讯",
        "feedback" => "表单反馈",
        "weibo" => "微博",
        "hc" => "帮助中心",
        "api" => "API",
        _ => "手工录入",
    }
}
