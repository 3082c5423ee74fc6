//! Udesk: its dump of tickets, what customers said about them, and what auditors found, by quarter; and organizations.
//!
//! A ticket or survey is sent again in each quarter in which it changed, as it stood at that quarter's end.

mod audits;
mod organizations;
mod satisfaction;
mod tickets;

use super::cell::Cell;
use super::column::Column;
use super::delivery::{Delivery, Description, Desk};
use super::ticket_dump::TicketDump;
use crate::company::service::Ticket;
use crate::company::{CompanyHistory, Quarter};
use crate::error::Result;
use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

pub(crate) use organizations::Organizations;

/// The system, which is its folder.
pub(crate) const SYSTEM: &str = "udesk";

/// China is that far ahead of Greenwich.
const AHEAD: TimeDelta = TimeDelta::hours(8);

/// The deliveries of one quarter.
pub(crate) struct Udesk {
    quarter: Quarter,
    tickets: Delivery,
    satisfaction: Delivery,
    audits: Delivery,
}

impl Udesk {
    /// Begins the files of a quarter.
    pub(crate) fn begin(desk: &Desk, quarter: Quarter) -> Result<Self> {
        let dump = |stem: &str, columns| dump(desk, format!("{stem}_{quarter}.jsonl"), columns);
        Ok(Self {
            quarter,
            tickets: dump("tickets", tickets::COLUMNS)?,
            satisfaction: dump("satisfaction", satisfaction::COLUMNS)?,
            audits: dump("audits", audits::COLUMNS)?,
        })
    }

    /// Adds what happened with one customer in the quarter.
    pub(crate) fn add(&mut self, history: &CompanyHistory) -> Result<()> {
        tickets::add(history, self.quarter, &mut self.tickets)?;
        satisfaction::add(history, self.quarter, &mut self.satisfaction)?;
        audits::add(history, self.quarter, &mut self.audits)
    }

    /// Ends the files.
    pub(crate) fn finish(self) -> Result<()> {
        [self.tickets, self.satisfaction, self.audits].into_iter().try_for_each(Delivery::finish)
    }
}

fn dump(desk: &Desk, file: String, columns: &'static [Column]) -> Result<Delivery> {
    let writer = TicketDump::create(&desk.path(SYSTEM, &file), columns)?;
    Ok(desk.delivery(Description { system: SYSTEM, file, member: "", columns, key: &[0] }, Box::new(writer)))
}

/// The quarter's first instant and the one after its last.
fn bounds(quarter: Quarter) -> (NaiveDateTime, NaiveDateTime) {
    let midnight = |day: chrono::NaiveDate| day.and_time(NaiveTime::MIN) - AHEAD;
    (midnight(quarter.first_day()), midnight(quarter.end_day()))
}

/// A time as the service desk shows it, in China's.
fn local(moment: NaiveDateTime) -> Cell<'static> {
    Cell::Moment(moment + AHEAD)
}

/// A number of the service desk.
fn whole(number: u64) -> Cell<'static> {
    Cell::maybe(i64::try_from(number).ok(), Cell::Whole)
}

/// The number of an organization.
fn organization_id(history: &CompanyHistory) -> Cell<'_> {
    history.company.service.as_ref().map_or(Cell::Null, |organization| whole(organization.id))
}

/// The number of the person who asked: the same for the same mail address.
fn customer_id(ticket: &Ticket) -> Cell<'static> {
    /// Numbers of persons have nine digits.
    const LEAST: u64 = 100_000_000;
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let hash = ticket.asker_mail.bytes().fold(0xcbf2_9ce4_8422_2325, step);
    whole(LEAST + hash % (9 * LEAST))
}
