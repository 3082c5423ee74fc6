//! One customer by hand, for tests: small enough to know every row that must come of it.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]

use crate::company::history::ActivityCount;
use crate::company::money::{Application, ApplicationKind, LedgerMonth, Receipt, Receivable};
use crate::company::sales::{Case, Channel, Contact, Opportunity, Outcome, Purpose, Role, Stage, StageEntry, Touch};
use crate::company::service::{Answer, Audit, Ticket, TicketKind};
use crate::company::trade::{Invoice, Line, Order};
use crate::company::vendor::Activity;
use crate::company::{Company, CompanyHistory, Contract, CrmAccount, ErpAccount, Fen, Month, ServiceOrganization};
use chrono::{NaiveDate, NaiveDateTime};

/// A day, written `2026-07-01`.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A time in UTC, written `2026-07-01T00:00:00`.
pub(crate) fn time(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

/// A customer that ordered in one quarter, was served in the next, took something back and paid the rest.
pub(crate) fn history() -> CompanyHistory {
    CompanyHistory {
        company: company(),
        leaving: None,
        had_crisis: false,
        orders: vec![order()],
        invoices: invoices(),
        receivables: receivables(),
        receipts: vec![receipt()],
        applications: applications(),
        ledger: vec![ledger()],
        contracts: vec![contract()],
        contacts: vec![contact()],
        opportunities: vec![opportunity()],
        touches: vec![touch()],
        cases: vec![case()],
        tickets: vec![ticket()],
        answers: vec![answer()],
        audits: vec![Audit { id: 91, ticket: 0, fields_checked: 12, fields_correct: 11, date: day("2026-08-01") }],
        activities: vec![ActivityCount {
            account: 0,
            month: Month { year: 2026, number: 7 },
            activity: Activity::Order,
            count: 3,
        }],
    }
}

fn company() -> Company {
    Company {
        number: 7,
        legal_name: "苏州华瑞精密机械有限公司".into(),
        uscc: Some("91320500MA1X2Y3Z4A".into()),
        country: "CN",
        country_name: "中国",
        province: "江苏省",
        city: "苏州",
        street: "星湖街218号".into(),
        postal_code: "215000".into(),
        phone: "0512-62880000".into(),
        domain: "huarui.com.cn".into(),
        industry: "汽车制造",
        industry_english: "Automotive",
        employees: 350,
        registered_capital: Fen::yuan(10_000_000),
        annual_revenue: Fen::yuan(80_000_000),
        since: day("2020-01-01"),
        crm: vec![CrmAccount {
            id: "0015g00000000000AB".into(),
            name: "苏州华瑞 \"精密\"".into(),
            uscc: None,
            street: None,
            city: None,
            website: Some("www.huarui.com.cn".into()),
            phone: None,
            owner: 0,
            created_at: time("2020-01-02T03:04:05"),
        }],
        erp: vec![ErpAccount {
            id: 4711,
            code: "CUST0000007".into(),
            name: "苏州华瑞精密机械有限公司".into(),
            short_name: "华瑞精密".into(),
            uscc: Some("91320500MA1X2Y3Z4A".into()),
            group: "华东大区",
            terms_days: 30,
            credit_limit: Fen::yuan(500_000),
            seller: 0,
            created_at: time("2020-01-02T11:04:05"),
        }],
        service: Some(ServiceOrganization {
            id: 81,
            name: "华瑞精密".into(),
            domains: vec!["huarui.com.cn".into()],
            created_at: time("2020-02-03T01:00:00"),
        }),
        namesake: None,
    }
}

fn line(quantity: i64) -> Line {
    let net = Fen(9_500 * quantity);
    Line {
        product: 0,
        quantity,
        list_price: Fen(10_000),
        discount: 500,
        net,
        tax: net.share(13, 100),
        cost: Fen(6_000 * quantity),
    }
}

fn order() -> Order {
    Order {
        number: "XSDD000000700001".into(),
        id: 501,
        account: 0,
        date: day("2026-06-20"),
        promised: day("2026-07-10"),
        delivered: Some(day("2026-07-08")),
        is_cancelled: false,
        lines: vec![line(10)],
    }
}

fn invoices() -> Vec<Invoice> {
    let invoice = |number: &str, id, date, credits, quantity| Invoice {
        number: number.into(),
        id,
        tax_number: format!("2532200000000000{id:04}"),
        account: 0,
        date: day(date),
        order: 0,
        credits,
        lines: vec![line(quantity)],
    };
    vec![
        invoice("XSFP000000700001", 601, "2026-07-09", None, 10),
        invoice("XSFP000000700002", 602, "2026-08-03", Some(0), -2),
    ]
}

fn receivables() -> Vec<Receivable> {
    let receivable = |number: &str, id, invoice, date, gross| Receivable {
        number: number.into(),
        id,
        account: 0,
        invoice,
        date: day(date),
        due: day(date) + chrono::TimeDelta::days(30),
        gross: Fen(gross),
        terms_days: 30,
        is_disputed: id == 701,
    };
    vec![
        receivable("YSD000000700001", 701, 0, "2026-07-09", 107_350),
        receivable("YSD000000700002", 702, 1, "2026-08-03", -21_470),
    ]
}

fn receipt() -> Receipt {
    Receipt { number: "SKD000000700001".into(), id: 801, account: 0, date: day("2026-08-20"), amount: Fen(80_000) }
}

fn applications() -> Vec<Application> {
    let of = |id, receivable, amount, kind, receipt, counterpart| Application {
        id,
        receivable,
        date: day("2026-08-20"),
        amount: Fen(amount),
        kind,
        receipt,
        counterpart,
    };
    vec![
        of(901, 0, 21_470, ApplicationKind::Credit, None, Some(1)),
        of(902, 1, -21_470, ApplicationKind::Credit, None, Some(0)),
        of(903, 0, 80_000, ApplicationKind::Cash, Some(0), None),
        of(904, 0, 880, ApplicationKind::Discount, None, None),
    ]
}

fn ledger() -> LedgerMonth {
    LedgerMonth {
        account: 0,
        month: Month { year: 2026, number: 8 },
        revenue: Fen(-19_000),
        cost: Fen(-12_000),
        billed: Fen(-21_470),
        settled: Fen(80_880),
        written_off: Fen::ZERO,
        receivables: Fen(5_000),
    }
}

fn contract() -> Contract {
    Contract {
        id: "8005g00000000000AB".into(),
        number: "HT-2026-00007".into(),
        name: "2026年度框架协议".into(),
        account: 0,
        requested: day("2025-12-01"),
        signed: day("2025-12-20"),
        start: day("2026-01-01"),
        end: day("2027-01-01"),
        notice_days: 60,
        annual_amount: Fen::yuan(400_000),
        is_auto_renewed: true,
        renewed_by: None,
        terminated: None,
        owner: 0,
    }
}

fn contact() -> Contact {
    Contact {
        id: "0035g00000000000AB".into(),
        account: 0,
        family_name: "王".into(),
        given_name: "建国".into(),
        title: "采购总监",
        department: "采购部",
        role: Role::Procurement,
        seniority: 4,
        is_executive: false,
        email: "wang@huarui.com.cn".into(),
        mobile: "13800000000".into(),
        joined: day("2021-03-01"),
        left: None,
        has_consented: true,
    }
}

fn opportunity() -> Opportunity {
    let entry = |id: &str, stage, at, amount| StageEntry {
        id: id.into(),
        stage,
        entered_at: time(at),
        amount: Fen::yuan(amount),
    };
    Opportunity {
        id: "0065g00000000000AB".into(),
        account: 0,
        name: "华瑞 轴承增购".into(),
        product: 0,
        owner: 0,
        amount: Fen::yuan(90_000),
        created_at: time("2026-05-04T02:00:00"),
        expected_close: day("2026-08-31"),
        closed: Some(day("2026-08-15")),
        outcome: Outcome::Won,
        loss_reason: None,
        competitor: None,
        is_tender: false,
        purpose: Purpose::Expand,
        stages: vec![
            entry("0085g00000000000AB", Stage::FirstContact, "2026-05-04T02:00:00", 100_000),
            entry("0085g00000000001AB", Stage::Delivery, "2026-08-15T06:30:00", 90_000),
        ],
    }
}

fn touch() -> Touch {
    Touch {
        id: "00T5g00000000000AB".into(),
        account: 0,
        contact: Some(0),
        owner: 0,
        channel: Channel::Visit,
        is_inbound: false,
        subject: "拜访",
        occurred_at: time("2026-07-01T17:30:00"),
        logged_at: time("2026-07-02T01:00:00"),
    }
}

fn case() -> Case {
    Case {
        id: "5005g00000000000AB".into(),
        number: "00000001".into(),
        account: 0,
        contact: None,
        subject: "交货延迟",
        is_complaint: true,
        severity: 2,
        opened_at: time("2026-07-03T01:00:00"),
        closed_at: None,
        owner: 0,
    }
}

fn ticket() -> Ticket {
    Ticket {
        id: 71,
        number: "20260630-0001".into(),
        subject: "主轴异响",
        kind: TicketKind::Incident,
        severity: 1,
        platform: "wechat",
        asker: "李工".into(),
        asker_mail: "li@huarui.com.cn".into(),
        agent: 0,
        opened_at: time("2026-06-30T02:00:00"),
        due_response_at: time("2026-06-30T03:00:00"),
        first_response_at: Some(time("2026-06-30T02:40:00")),
        due_resolve_at: time("2026-07-01T02:00:00"),
        resolved_at: Some(time("2026-07-01T09:15:30")),
        reopened_at: None,
        closed_at: Some(time("2026-07-03T01:00:00")),
        root_cause: Some("安装不当"),
    }
}

fn answer() -> Answer {
    let (sent_at, answered_at) = (time("2026-07-03T01:00:00"), Some(time("2026-07-04T01:00:00")));
    Answer { id: 95, ticket: 0, sent_at, answered_at, score: Some(4) }
}
