//! What one customer, written by hand, looks like in each file; expected lines follow from the systems' formats.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up should stop")]

use super::delivery::Desk;
use super::made::history;
use super::read_back::sheets;
use super::{SYSTEMS, Snapshots, Telling};
use crate::company::{PRODUCTS, Quarter, Settings};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use tempfile::TempDir;

const SPRING: Quarter = Quarter { year: 2026, number: 2 };
const SUMMER: Quarter = Quarter { year: 2026, number: 3 };

/// Delivers the customer by hand: what stands on the last day, and two quarters.
fn delivered() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for system in SYSTEMS {
        fs::create_dir(folder.path().join(system)).unwrap();
    }
    let (settings, done) = (Settings { quarters: 2, ..Settings::default() }, Default::default());
    let desk = Desk { folder: folder.path().to_owned(), seed: 1, dirt: 0, ledger: None, done };
    let mut snapshots = Snapshots::begin(&desk, &settings).unwrap();
    snapshots.add(&history()).unwrap();
    snapshots.finish().unwrap();
    for quarter in [SPRING, SUMMER] {
        let mut telling = Telling::begin(&desk, &settings, quarter).unwrap();
        telling.add(&history()).unwrap();
        telling.finish().unwrap();
    }
    folder
}

fn text(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

/// A file of the Data Export.
fn member(folder: &Path, name: &str) -> String {
    let file = File::open(folder.join("salesforce/WE_00D5g000004KamSEAS_1.ZIP")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A sheet's rows as texts.
fn sheet(folder: &Path, file: &str, name: &str) -> Vec<Vec<String>> {
    sheets(&folder.join(file)).into_iter().find(|(sheet, _)| sheet == name).unwrap().1
}

#[test]
fn salesforce_quotes_everything_and_tells_times_of_greenwich() {
    let folder = delivered();
    let accounts = member(folder.path(), "Account.csv");
    let rows: Vec<&str> = accounts.split('\n').collect();
    assert!(
        rows[0].starts_with("\"Id\",\"IsDeleted\",\"MasterRecordId\",\"Name\",\"Type\",\"ParentId\""),
        "{}",
        rows[0]
    );
    let owner = super::salesforce::user(0);
    assert_eq!(
        rows[1],
        format!(
            "\"0015g00000000000AB\",\"0\",\"\",\"苏州华瑞 \"\"精密\"\"\",\"Customer - Direct\",\"000000000000000AAA\",\
             \"\",\"\",\"\",\"\",\"\",\"CN\",\"\",\"www.huarui.com.cn\",\"\",\"Automotive\",\"80000000\",\"350\",\
             \"Private\",\"\",\"\",\"\",\"CNY\",\"{owner}\",\"2020-01-02 03:04:05\",\"2020-01-02 03:04:05\",\
             \"2020-01-02 03:04:05\",\"2026-07-01 00:00:00\",\"\""
        )
    );
    assert_eq!(rows[2..], [""], "the last line ends in LF, and no CR stands anywhere");
    assert!(!accounts.contains('\r'));
    assert_eq!(member(folder.path(), "Event.csv").lines().count(), 1, "nothing but a header");
    let contracts = member(folder.path(), "Contract.csv");
    assert!(contracts.contains("\"2026-01-01 00:00:00\",\"2026-12-31 00:00:00\",\"12\""), "{contracts}");
    assert!(contracts.contains("\"\"\"2026年度框架协议\"\"\n通知期60天\""), "a field keeps its line end: {contracts}");
    let tasks = member(folder.path(), "Task.csv");
    assert!(tasks.contains("\"拜访\",\"2026-07-02 00:00:00\",\"Completed\""), "half past one in China: {tasks}");
}

#[test]
fn stages_say_what_was_before_and_until_when() {
    let folder = delivered();
    let stages = member(folder.path(), "OpportunityHistory.csv");
    let rows: Vec<&str> = stages.lines().skip(1).collect();
    let owner = super::salesforce::user(0);
    assert_eq!(
        rows,
        [
            format!(
                "\"0085g00000000000AB\",\"0065g00000000000AB\",\"{owner}\",\"2026-05-04 02:00:00\",\"初步接触\",\
                 \"100000\",\"10000\",\"2026-08-31 00:00:00\",\"10\",\"\",\"Pipeline\",\"\",\"\",\"\",\"\",\
                 \"2026-08-15 06:30:00\",\"CNY\",\"2026-05-04 02:00:00\",\"0\""
            ),
            format!(
                "\"0085g00000000001AB\",\"0065g00000000000AB\",\"{owner}\",\"2026-08-15 06:30:00\",\"交付验收\",\
                 \"90000\",\"90000\",\"2026-08-31 00:00:00\",\"100\",\"Pipeline\",\"Closed\",\"初步接触\",\
                 \"2026-05-04 02:00:00\",\"100000\",\"2026-08-31 00:00:00\",\"\",\"CNY\",\"2026-08-15 06:30:00\",\"0\""
            ),
        ]
    );
}

#[test]
fn kingdee_answers_with_arrays_in_the_order_asked_for() {
    let folder = delivered();
    let (code, unit) = (PRODUCTS[0].code, PRODUCTS[0].unit);
    let customer = "\"CUST0000007\",\"苏州华瑞精密机械有限公司\",\"PRE001\"";
    assert_eq!(
        text(folder.path(), "kingdee/IV_SALESIC_2026Q3.json"),
        format!(
            "[\n[601,60101,\"XSFP000000700001\",1,\"2026-07-09T00:00:00\",\"25322000000000000601\",\
             \"2026-07-09T00:00:00\",\"0\",\"C\",\"A\",{customer},\"{code}\",\"{unit}\",10.0,100.0,13.0,50.0,950.0,123.5,\
             1073.5,600.0,\"2026-07-09T17:42:00.723\"],\n\
             [602,60201,\"XSFP000000700002\",1,\"2026-08-03T00:00:00\",\"25322000000000000602\",\
             \"2026-08-03T00:00:00\",\"1\",\"C\",\"A\",{customer},\"{code}\",\"{unit}\",-2.0,100.0,13.0,-10.0,-190.0,-24.7,\
             -214.7,-120.0,\"2026-08-03T17:42:00.723\"]\n]\n"
        )
    );
    assert_eq!(text(folder.path(), "kingdee/IV_SALESIC_2026Q2.json"), "[\n]\n");
}

#[test]
fn an_order_is_told_again_once_it_is_fulfilled() {
    let folder = delivered();
    let spring = text(folder.path(), "kingdee/SAL_SaleOrder_2026Q2.json");
    let summer = text(folder.path(), "kingdee/SAL_SaleOrder_2026Q3.json");
    assert!(
        spring.contains("\"C\",\"A\",\"A\"") && spring.contains(",0.0,\"A\",\"2026-06-20T17:42:00.723\"]"),
        "{spring}"
    );
    assert!(
        summer.contains("\"C\",\"B\",\"A\"") && summer.contains(",10.0,\"B\",\"2026-07-08T17:42:00.723\"]"),
        "{summer}"
    );
    let left = text(folder.path(), "kingdee/SAL_OUTSTOCK_2026Q3.json");
    assert!(
        left.contains("[501,50101,\"XSCK000000700001\",\"2026-07-08T00:00:00\",\"C\",\"A\",\"CUST0000007\""),
        "{left}"
    );
    assert_eq!(text(folder.path(), "kingdee/SAL_OUTSTOCK_2026Q2.json"), "[\n]\n");
}

#[test]
fn a_match_states_each_bill_once_as_the_source() {
    let folder = delivered();
    let row = |id: u64, entry: u64, source: &str, target: &str, amount: &str| {
        format!("[{id},{entry},{source},1,{target},1,\"2026-08-20T00:00:00\",{amount},null,true]")
    };
    let (blue, red) = ("\"AR_receivable\",\"YSD000000700001\"", "\"AR_receivable\",\"YSD000000700002\"");
    let (paid, cut) = ("\"AR_RECEIVEBILL\",\"SKD000000700001\"", "\"AR_CASHDISCOUNT\",\"XJZK904\"");
    let rows = [
        row(901, 1802, blue, red, "214.7"),
        row(901, 1803, red, blue, "214.7"),
        row(903, 1806, blue, paid, "800.0"),
        row(903, 1807, paid, blue, "800.0"),
        row(904, 1808, blue, cut, "8.8"),
        row(904, 1809, cut, blue, "8.8"),
    ];
    assert_eq!(text(folder.path(), "kingdee/AR_MATCHRECORD_2026Q3.json"), format!("[\n{}\n]\n", rows.join(",\n")));
}

#[test]
fn lists_have_chinese_captions_and_a_total() {
    let folder = delivered();
    let rows = sheet(folder.path(), "kingdee/ar_receivable_2026Q3.xlsx", "应收单");
    let captions = "单据编号 单据类型 业务日期 到期日 客户编码 客户 币别 价税合计 已核销金额 未核销金额 核销状态 单据状态 作废状态 \
                    发票号 是否有争议";
    assert_eq!(rows[0].join(" "), captions);
    assert_eq!(
        rows[1].join(" "),
        "YSD000000700001 标准应收单 46212 46242 CUST0000007 苏州华瑞精密机械有限公司 人民币 1073.5 1023.5 50 \
         部分核销 已审核 未作废 XSFP000000700001 是"
    );
    assert_eq!(rows[2][7..11].join(" "), "-214.7 -214.7 0 完全核销");
    assert_eq!(rows[3].join(" "), "合计       858.8 808.8 50     ", "the total and nothing below");
    assert_eq!(rows.len(), 4);
}

#[test]
fn balances_are_told_by_customer_and_for_the_whole_account() {
    let folder = delivered();
    let rows = sheet(folder.path(), "kingdee/gl_balance_2026Q3.xlsx", "科目余额表");
    let told: Vec<String> = rows[1..].iter().map(|row| row.join(" ")).collect();
    let customer = "CUST0000007 苏州华瑞精密机械有限公司";
    // Opening 50 + 214.70 + 808.80: what is owed before the credit and the payment.
    assert_eq!(
        told,
        [
            format!("1122 应收账款 {customer} 2026 8 人民币 1073.5 -214.7 808.8 50"),
            format!("6001 主营业务收入 {customer} 2026 8 人民币 0 -190 -190 0"),
            format!("6401 主营业务成本 {customer} 2026 8 人民币 0 -120 -120 0"),
            "1122 应收账款   2026 8 人民币 1073.5 -214.7 808.8 50".to_owned(),
            "6001 主营业务收入   2026 8 人民币 0 -190 -190 0".to_owned(),
            "6401 主营业务成本   2026 8 人民币 0 -120 -120 0".to_owned(),
        ]
    );
}

#[test]
fn costs_stand_in_three_sheets() {
    let folder = delivered();
    let file = "kingdee/cost_pools_2026Q3.xlsx";
    assert_eq!(sheet(folder.path(), file, "成本池")[0].join(" "), "成本池 年度 期间 成本金额 有效分钟 币别");
    assert_eq!(sheet(folder.path(), file, "作业标准")[0].join(" "), "作业 成本池 单次分钟");
    let counts = sheet(folder.path(), file, "作业量");
    assert_eq!(counts[0].join(" "), "客户编码 作业 年度 期间 次数");
    assert_eq!(counts[1].join(" "), "CUST0000007 订单处理 2026 7 3");
}

#[test]
fn udesk_writes_an_object_a_line_and_no_null() {
    let folder = delivered();
    let spring = text(folder.path(), "udesk/tickets_2026Q2.jsonl");
    let head = "{\"id\":71,\"field_nu\":\"20260630-0001\",\"subject\":\"主轴异响\",\"status_id\":4,\"status\":\"解决中\",\
                \"priority_id\":1,\"priority\":\"紧急\",\"platform_name\":\"wechat\",\"platform_zh_name\":\"微信\",";
    assert!(spring.starts_with(head), "{spring}");
    assert!(spring.contains("\"organization\":{\"id\":81,\"name\":\"华瑞精密\","), "{spring}");
    assert!(spring.contains("\"created_at\":\"2026-06-30T10:00:00.000+08:00\""), "{spring}");
    assert!(spring.contains("\"resolved_at\":\"\",\"closed_at\":\"\""), "{spring}");
    let own = "\"custom_fields\":{\"TextField_3\":\"\",\"DateTimeField_5\":\"2026-06-30 11:00:00\"}}\n";
    assert!(spring.ends_with(own), "{spring}");
    let summer = text(folder.path(), "udesk/tickets_2026Q3.jsonl");
    assert!(summer.contains("\"status_id\":3,\"status\":\"已关闭\""), "{summer}");
    assert!(
        summer.contains("\"satisfaction\":\"满意\"") && summer.contains("\"TextField_3\":\"安装不当\""),
        "{summer}"
    );
    assert!(!summer.contains("null") && summer.lines().count() == 1);
    let customer = summer.split("\"customer_id\":").nth(1).unwrap().split(',').next().unwrap();
    assert_eq!(
        text(folder.path(), "udesk/satisfaction_2026Q3.jsonl"),
        format!(
            "{{\"id\":95,\"ticket_id\":71,\"customer_id\":{customer},\"organization_id\":81,\"option_name\":\"满意\",\
             \"remark\":\"\",\"sent_at\":\"2026-07-03T09:00:00.000+08:00\",\
             \"answered_at\":\"2026-07-04T09:00:00.000+08:00\"}}\n"
        )
    );
}
