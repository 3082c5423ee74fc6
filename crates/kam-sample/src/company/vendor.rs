//! The vendor itself: its people, and what serving customers costs it.

use crate::company::fen::Fen;
use crate::company::quarter::Month;
use crate::company::settings::Settings;

/// An employee of the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Employee {
    /// Name, family name first.
    pub name: &'static str,
    /// Name before the `@`.
    pub mail: &'static str,
    /// Department, as `华东销售部`.
    pub department: &'static str,
    /// Title, as `大客户经理`.
    pub title: &'static str,
    /// Whether still employed.
    pub is_active: bool,
}

/// Salespeople first, then service agents: [`SALESPEOPLE`] says how many of them sell.
pub const STAFF: &[Employee] = &[];

/// How many of [`STAFF`] sell.
pub const SALESPEOPLE: usize = 0;

/// A kind of work done for customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivityStandard {
    /// What is done.
    pub activity: Activity,
    /// The pool that does it.
    pub pool: &'static str,
    /// Minutes it takes once.
    pub minutes: u32,
}

/// What is done for customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Activity {
    /// Taking an order.
    Order,
    /// Billing it.
    Invoice,
    /// Handling a ticket.
    Ticket,
    /// Visiting.
    Visit,
    /// Reminding of a payment.
    Reminder,
    /// Checking what a customer may owe.
    CreditCheck,
}

/// A pool's cost and capacity in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CostPool {
    /// Its name, as `订单处理`.
    pub pool: &'static str,
    /// The month.
    pub month: Month,
    /// What it cost.
    pub cost: Fen,
    /// Minutes it could have worked.
    pub practical_minutes: u64,
}

impl Activity {
    /// Its name, Chinese.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Order => "订单处理",
            Self::Invoice => "开票",
            Self::Ticket => "工单处理",
            Self::Visit => "客户拜访",
            Self::Reminder => "催款",
            Self::CreditCheck => "信用审核",
        }
    }
}

/// All kinds of work, with the pool that does each and its time.
pub const ACTIVITY_STANDARDS: &[ActivityStandard] = &[];

/// The pools of every month, oldest first.
#[must_use]
pub fn cost_pools(_settings: &Settings) -> Vec<CostPool> {
    Vec::new()
}
