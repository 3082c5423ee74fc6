//! Organizations (公司), all there are on the last day.

use super::{SYSTEM, local, whole};
use crate::company::CompanyHistory;
use crate::deliver::cell::Cell;
use crate::deliver::column::Column;
use crate::deliver::delivery::{Delivery, Description, Desk};
use crate::deliver::ticket_dump::TicketDump;
use crate::error::Result;

const COLUMNS: &[Column] = &[
    Column::text("id").required().identifier(),
    Column::text("name").required(),
    Column::text("description"),
    Column::text("domains"),
    Column::moment("created_at"),
    Column::moment("updated_at"),
    Column::object("custom_fields"),
];

/// The organizations being delivered.
pub(crate) struct Organizations {
    delivery: Delivery,
}

impl Organizations {
    /// Begins the file.
    pub(crate) fn begin(desk: &Desk) -> Result<Self> {
        let file = "organizations.jsonl".to_owned();
        let writer = TicketDump::create(&desk.path(SYSTEM, &file), COLUMNS)?;
        let description = Description { system: SYSTEM, file, member: "", columns: COLUMNS, key: &[0] };
        Ok(Self { delivery: desk.clean_delivery(description, Box::new(writer)) })
    }

    /// Adds one customer, if the service desk knows it.
    pub(crate) fn add(&mut self, history: &CompanyHistory) -> Result<()> {
        let Some(organization) = &history.company.service else { return Ok(()) };
        self.delivery.row(&[
            whole(organization.id),
            Cell::text(&organization.name),
            Cell::Null,
            Cell::made(organization.domains.join(",")),
            local(organization.created_at),
            local(organization.created_at),
            Cell::Object(Vec::new()),
        ])
    }

    /// Ends the file.
    pub(crate) fn finish(self) -> Result<()> {
        self.delivery.finish()
    }
}
