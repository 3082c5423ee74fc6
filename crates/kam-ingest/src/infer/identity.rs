//! What a column's name says of it: an identifier, a count of lines, a day, a switch; and the name it gets in the table.

use std::collections::BTreeSet;

/// Words at the end of a name that make it one of an identifier.
const IDENTIFIERS: [&str; 40] = [
    "id",
    "ids",
    "key",
    "no",
    "nr",
    "num",
    "number",
    "code",
    "nummer",
    "uuid",
    "guid",
    "rowguid",
    "sku",
    "ref",
    "reference",
    "ean",
    "gtin",
    "upc",
    "isbn",
    "iban",
    "bic",
    "swift",
    "vat",
    "duns",
    "zip",
    "zipcode",
    "postcode",
    "postalcode",
    "plz",
    "phone",
    "telephone",
    "fax",
    "tel",
    "mobile",
    "matnr",
    "kunnr",
    "vbeln",
    "belnr",
    "lifnr",
    "ssn",
];

/// The same in Chinese, where they end a name.
const IDENTIFIERS_IN_CHINESE: [&str; 12] =
    ["编号", "编码", "代码", "单号", "号码", "账号", "卡号", "工号", "电话", "手机", "邮编", "序列号"];

/// Words that end in `id` and are no identifiers, where a name is written without marks between words.
const ENDING_IN_ID: [&str; 16] = [
    "paid", "unpaid", "prepaid", "valid", "invalid", "bid", "void", "grid", "solid", "hybrid", "mid", "aid", "rapid",
    "liquid", "raid", "said",
];

/// Words that count the lines of something.
const LINES: [&str; 8] = ["line", "item", "pos", "position", "row", "seq", "sequence", "step"];

/// Words of a name that speak of moments.
const MOMENTS: [&str; 16] = [
    "date",
    "datum",
    "day",
    "time",
    "timestamp",
    "at",
    "on",
    "created",
    "modified",
    "updated",
    "epoch",
    "ts",
    "日期",
    "时间",
    "日",
    "zeit",
];

/// Words of a name that speak of a switch.
const SWITCHES: [&str; 16] = [
    "is",
    "has",
    "flag",
    "active",
    "inactive",
    "enabled",
    "disabled",
    "deleted",
    "discontinued",
    "closed",
    "blocked",
    "locked",
    "open",
    "can",
    "indicator",
    "是否",
];

/// Words of a name that speak of texts nobody looks a row up by.
const NEVER_KEYS: [&str; 21] = [
    "phone",
    "telephone",
    "fax",
    "tel",
    "mobile",
    "zip",
    "zipcode",
    "postcode",
    "postalcode",
    "plz",
    "address",
    "street",
    "description",
    "comment",
    "comments",
    "note",
    "notes",
    "text",
    "url",
    "website",
    "photo",
];

/// The words of a name, in small letters: `CustomerID` is `customer`, `id`.
pub(super) fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let (mut words, mut word) = (Vec::new(), String::new());
    for (at, letter) in letters.iter().copied().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let next = letters.get(at + 1).copied();
        let begins = letter.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_numeric()
                    || before.is_uppercase() && next.is_some_and(char::is_lowercase)
            });
        if (begins || !letter.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Whether a name is that of an identifier.
pub(super) fn is_identifier(name: &str) -> bool {
    let words = words(name);
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let is_count = matches!(first.as_str(), "number" | "num" | "no") && words.len() > 1;
    let ends = |longer: usize, ending: &str| last.len() > longer && last.ends_with(ending);
    let runs_together = ends(4, "id") && !ENDING_IN_ID.contains(&last.as_str()) || ends(6, "number") || ends(5, "code");
    let is_postal = words.iter().any(|word| word == "postal");
    let in_chinese = IDENTIFIERS_IN_CHINESE.iter().any(|ending| name.trim().ends_with(ending));
    !is_count && !is_line(name) && (IDENTIFIERS.contains(&last.as_str()) || first == "id" || runs_together || is_postal)
        || in_chinese
}

/// Words of a name that speak of money.
const AMOUNTS: [&str; 22] = [
    "amount", "amt", "price", "cost", "costs", "total", "subtotal", "revenue", "balance", "fee", "tax", "discount",
    "freight", "budget", "income", "expense", "salary", "credit", "debit", "value", "betrag", "preis",
];

/// Whether a name speaks of money.
pub(super) fn is_amount(name: &str) -> bool {
    let runs_together = words(name).iter().any(|word| word.len() > 6 && word.ends_with("amount"));
    runs_together
        || speaks_of(name, &AMOUNTS)
        || ["金额", "价格", "单价", "成本", "余额", "税额"].iter().any(|word| name.contains(word))
}

/// Whether a name is that of a place within something: `OrderLineNumber`.
pub(super) fn is_line(name: &str) -> bool {
    let words = words(name);
    let last = words.last().map_or("", String::as_str);
    let is_numbered =
        matches!(last, "number" | "no" | "nr" | "num") && words.iter().any(|word| LINES.contains(&word.as_str()));
    let is_within = words.len() > 1 && LINES.contains(&last);
    let runs_together = ["orderitem", "lineitem", "itemno", "lineno", "posnr"].iter().any(|end| last.ends_with(end));
    is_numbered || is_within || runs_together
}

/// Whether a name speaks of a day or a time.
pub(super) fn is_of_moments(name: &str) -> bool {
    // `ERDAT` is how SAP writes it.
    let runs_together =
        words(name).iter().any(|word| word.len() > 4 && (word.ends_with("dat") || word.ends_with("date")));
    runs_together || speaks_of(name, &MOMENTS) || ["日期", "时间"].iter().any(|ending| name.contains(ending))
}

/// Whether a name speaks of something that is so or not.
pub(super) fn is_switch(name: &str) -> bool {
    speaks_of(name, &SWITCHES) || name.starts_with("是否")
}

/// Whether a name is as short and as loud as SAP has them: `LOEVM`.
pub(super) fn is_short(name: &str) -> bool {
    (2..=8).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// Whether nobody would look a row up by a column of this name.
pub(super) fn is_never_key(name: &str) -> bool {
    speaks_of(name, &NEVER_KEYS)
}

fn speaks_of(name: &str, of: &[&str]) -> bool {
    words(name).iter().any(|word| of.contains(&word.as_str()))
}

/// How much a name is that of the key of a table called so: more is better.
pub(super) fn rank_as_key(name: &str, table: &str) -> u32 {
    let words = words(name);
    let of_table = self::words(table);
    let is_of = |word: &String| {
        let singular = |text: &str| text.trim_end_matches('s').to_owned();
        of_table.iter().any(|other| singular(other) == singular(word) || singular(other).ends_with(&singular(word)))
    };
    let is_named_after = words.first().is_some_and(is_of);
    let is_id = is_identifier(name) && !is_never_key(name);
    match (is_id, is_named_after) {
        (true, _) if name.eq_ignore_ascii_case("id") => 5,
        (true, _) if words.len() == 1 => 4,
        (true, true) => 4,
        (true, false) => 3,
        (false, true) => 2,
        (false, false) if is_never_key(name) => 0,
        _ => 1,
    }
}

/// The name of a column in a table: words with `_` between them, in small letters; none if nothing is left of it.
pub(super) fn landed(name: &str) -> Option<String> {
    let words = words(name);
    let joined = words.join("_");
    let begins = joined.chars().next()?;
    Some(if begins.is_numeric() { format!("column_{joined}") } else { joined })
}

/// Names for the columns of a table, no two alike: a blank one is called by its place, one that comes again is numbered.
pub(super) fn landed_names(names: &[String]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let name = landed(name).unwrap_or_else(|| format!("column_{}", at + 1));
            let numbered = (2..).map(|number| format!("{name}_{number}"));
            let free = std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(&name.to_lowercase()));
            let free = free.unwrap_or(name);
            taken.insert(free.to_lowercase());
            free
        })
        .collect()
}

/// A name that folders, tables and connections may have; none if no letter of it is plain.
pub(super) fn plain_name(text: &str) -> Option<String> {
    let words = words(text);
    let plain = |word: &String| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    let plain: Vec<String> = words.iter().map(plain).filter(|word| !word.is_empty()).collect();
    let name = plain.join("_");
    let name = name.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        for (name, landing) in [
            ("CustomerID", "customer_id"),
            ("SALESORDERID", "salesorderid"),
            ("orderLineNumber", "order_line_number"),
            ("Account Name (Legal)", "account_name_legal"),
            ("客户编号", "客户编号"),
            ("HTTPStatus2", "http_status2"),
            ("2010", "column_2010"),
            ("_op", "op"),
        ] {
            assert_eq!(landed(name).as_deref(), Some(landing), "{name}");
        }
        assert_eq!(landed(" - "), None);
        let names = ["id", "ID", "", "id_2", "a b"].map(str::to_owned);
        assert_eq!(landed_names(&names), ["id", "id_2", "column_3", "id_2_2", "a_b"]);
        assert_eq!(plain_name("Order Details-2026.csv").as_deref(), Some("order_details_2026_csv"));
        assert_eq!(plain_name("2026-客户"), None);
    }

    #[test]
    fn identifiers_are_told_by_their_names() {
        let all = ["CustomerID", "SALESORDERID", "customerNumber", "InvoiceNo", "postal code", "客户编号", "id", "Zip"];
        assert!(all.iter().all(|name| is_identifier(name)));
        let none = ["quantity", "orderLineNumber", "Number of employees", "paid", "amount", "valid"];
        assert!(none.iter().all(|name| !is_identifier(name)));
        assert!(["orderLineNumber", "SALESORDERITEM", "order item", "POSNR"].iter().all(|name| is_line(name)));
        assert!(["orderNumber", "item", "line of business"].iter().all(|name| !is_line(name)));
        assert!(is_amount("GROSSAMOUNT") && is_amount("unitPrice") && !is_amount("quantity"));
        assert!(is_identifier("PHONENUMBER") && is_of_moments("ERDAT") && !is_of_moments("data"));
        assert!(rank_as_key("OrderID", "orders") > rank_as_key("CustomerID", "orders"));
        assert!(rank_as_key("CompanyName", "customers") < rank_as_key("CustomerID", "customers"));
    }
}
