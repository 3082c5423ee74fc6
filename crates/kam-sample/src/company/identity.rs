//! Who a customer is, and what each system calls it.

use chrono::{NaiveDate, NaiveDateTime};

use crate::company::fen::Fen;

/// A customer as it truly is: what no single system knows in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// Its number, from 1; written only to the truth.
    pub number: u32,
    /// The registered name, as `苏州华瑞精密机械有限公司` or `Halden Precision GmbH`.
    pub legal_name: String,
    /// Unified social credit code; companies abroad have none.
    pub uscc: Option<String>,
    /// Country, ISO 3166 with two letters.
    pub country: &'static str,
    /// Country as a Chinese system writes it, as `中国`.
    pub country_name: &'static str,
    /// Province or state, as `江苏省`; empty abroad.
    pub province: &'static str,
    /// City, as `苏州` or `Stuttgart`.
    pub city: &'static str,
    /// Street and number.
    pub street: String,
    /// Postal code.
    pub postal_code: String,
    /// Switchboard.
    pub phone: String,
    /// Internet domain, as `huarui.com.cn`.
    pub domain: String,
    /// What it makes, Chinese, as `汽车制造`.
    pub industry: &'static str,
    /// What it makes, English, as `Automotive`.
    pub industry_english: &'static str,
    /// People it employs.
    pub employees: u32,
    /// Registered capital.
    pub registered_capital: Fen,
    /// Its own revenue of a year.
    pub annual_revenue: Fen,
    /// When we began to work together: before the first quarter for most.
    pub since: NaiveDate,
    /// What the CRM knows: none, one, or two accounts of which one is a duplicate.
    pub crm: Vec<CrmAccount>,
    /// What the ERP knows: none, one, or two accounts of which one is a branch with the same code.
    pub erp: Vec<ErpAccount>,
    /// What the service desk knows.
    pub service: Option<ServiceOrganization>,
    /// The number of the company whose brand it shares, if it shares one: a sister in another region, or a stranger.
    /// They are different customers, and that one says nothing of this.
    pub namesake: Option<u32>,
}

/// An account of the CRM.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrmAccount {
    /// Salesforce id, 18 characters, beginning with `001`.
    pub id: String,
    /// The name salespeople gave it.
    pub name: String,
    /// The code, in a custom field; empty for more than half.
    pub uscc: Option<String>,
    /// Street, where somebody filled it in.
    pub street: Option<String>,
    /// City, where somebody filled it in.
    pub city: Option<String>,
    /// Web address, where somebody filled it in.
    pub website: Option<String>,
    /// Telephone, where somebody filled it in.
    pub phone: Option<String>,
    /// Who looks after it: a place in [`crate::company::vendor::STAFF`].
    pub owner: usize,
    /// When it was created, UTC.
    pub created_at: NaiveDateTime,
}

/// A customer account of the ERP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErpAccount {
    /// FCUSTID: its internal number.
    pub id: u64,
    /// FNumber: its code, as `CUST0004711`.
    pub code: String,
    /// FName: the registered name, mostly.
    pub name: String,
    /// FShortName.
    pub short_name: String,
    /// FSOCIALCRECODE; empty for a few, and abroad.
    pub uscc: Option<String>,
    /// Customer group, as `华东大区`.
    pub group: &'static str,
    /// Days to pay, as agreed.
    pub terms_days: u32,
    /// What it may owe us.
    pub credit_limit: Fen,
    /// Who sells to it: a place in [`crate::company::vendor::STAFF`].
    pub seller: usize,
    /// When it was created, China time.
    pub created_at: NaiveDateTime,
}

/// An organization of the service desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceOrganization {
    /// Udesk id.
    pub id: u64,
    /// Short name.
    pub name: String,
    /// Mail domains; empty for some.
    pub domains: Vec<String>,
    /// When it was created, UTC.
    pub created_at: NaiveDateTime,
}
