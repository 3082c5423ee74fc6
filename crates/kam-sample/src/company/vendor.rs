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

const fn employee(names: [&'static str; 2], part: [&'static str; 2], is_active: bool) -> Employee {
    Employee { name: names[0], mail: names[1], department: part[0], title: part[1], is_active }
}

/// Salespeople first, then service agents: [`SALESPEOPLE`] says how many of them sell.
pub const STAFF: &[Employee] = &[
    employee(["陈建华", "chen.jianhua"], ["华东销售部", "大客户经理"], true),
    employee(["林晓敏", "lin.xiaomin"], ["华东销售部", "客户经理"], true),
    employee(["周志远", "zhou.zhiyuan"], ["华东销售部", "客户经理"], true),
    employee(["吴雪莹", "wu.xueying"], ["华南销售部", "大客户经理"], true),
    employee(["黄俊文", "huang.junwen"], ["华南销售部", "客户经理"], true),
    employee(["赵鹏程", "zhao.pengcheng"], ["华北销售部", "大客户经理"], true),
    employee(["孙丽娟", "sun.lijuan"], ["华北销售部", "客户经理"], true),
    employee(["刘思源", "liu.siyuan"], ["华中销售部", "客户经理"], true),
    employee(["马国强", "ma.guoqiang"], ["西部销售部", "客户经理"], true),
    employee(["郭文静", "guo.wenjing"], ["西部销售部", "客户经理"], false),
    employee(["Daniel Wong", "daniel.wong"], ["海外销售部", "大客户经理"], true),
    employee(["何嘉怡", "he.jiayi"], ["海外销售部", "客户经理"], true),
    employee(["唐伟", "tang.wei"], ["客户服务部", "服务工程师"], true),
    employee(["许芳", "xu.fang"], ["客户服务部", "服务工程师"], true),
    employee(["邓超", "deng.chao"], ["客户服务部", "服务工程师"], true),
    employee(["冯涛", "feng.tao"], ["客户服务部", "服务工程师"], true),
    employee(["曹敏", "cao.min"], ["客户服务部", "服务主管"], true),
];

/// How many of [`STAFF`] sell.
pub const SALESPEOPLE: usize = 12;

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

const ORDER_DESK: &str = "订单中心";
const SERVICE_DESK: &str = "客户服务中心";
const CREDIT_OFFICE: &str = "信用管理";

/// All kinds of work, with the pool that does each and its time.
pub const ACTIVITY_STANDARDS: &[ActivityStandard] = &[
    ActivityStandard { activity: Activity::Order, pool: ORDER_DESK, minutes: 25 },
    ActivityStandard { activity: Activity::Invoice, pool: ORDER_DESK, minutes: 12 },
    ActivityStandard { activity: Activity::Ticket, pool: SERVICE_DESK, minutes: 55 },
    ActivityStandard { activity: Activity::Visit, pool: SERVICE_DESK, minutes: 240 },
    ActivityStandard { activity: Activity::Reminder, pool: CREDIT_OFFICE, minutes: 15 },
    ActivityStandard { activity: Activity::CreditCheck, pool: CREDIT_OFFICE, minutes: 50 },
];

/// A pool, the minutes a month it can give per customer, and what a minute costs in fen in the first year known.
const POOLS: &[(&str, u64, i64)] = &[(ORDER_DESK, 125, 82), (SERVICE_DESK, 90, 130), (CREDIT_OFFICE, 22, 95)];

/// Wages of 2022, to which rises are added.
const WAGE_BASE_YEAR: i64 = 2022;

/// The pools of every month, oldest first. A pool is staffed for the customers there are, and its wages rise by 4 % a
/// year; in the month of the spring festival it works less and costs the same.
#[must_use]
pub fn cost_pools(settings: &Settings) -> Vec<CostPool> {
    settings.each_month().flat_map(|month| POOLS.iter().map(move |pool| cost_pool(settings, month, pool))).collect()
}

fn cost_pool(settings: &Settings, month: Month, &(pool, minutes, fen): &(&'static str, u64, i64)) -> CostPool {
    let staffed = minutes * u64::from(settings.accounts);
    let practical_minutes = if month.number == 2 { staffed * 3 / 4 } else { staffed };
    let wages = 100 + 4 * (i64::from(month.year) - WAGE_BASE_YEAR);
    let cost = Fen(staffed as i64 * fen).share(wages, 100);
    CostPool { pool, month, cost, practical_minutes }
}
