//! What a template may call: filters that format one value, and functions for words, styles and charts.
//!
//! | call | gives |
//! |---|---|
//! | `x \| money`, `x \| percent(places=1)`, `x \| points`, `x \| count`, `x \| number(places=2)` | a number as text, exactly; `sign="always"` for a change, `sign="never"` beside a word; an em dash for NULL |
//! | `x \| money(style="short")`, `places=2` | an amount in the language's units: `1.2M`, `123.5万` |
//! | `x \| exact` | the number itself, for a script: `-1234.5600`; nothing for NULL |
//! | `x \| date`, `x \| month`, `x \| quarter` | a day, a month, a quarter, as the locale writes it; `style="short"` for tables and axes: `30 Sep`, `Sep`, `2026Q3`; a quarter also `style="shortest"`: `26Q3` |
//! | `x \| direction` | `up`, `down`, `flat` or `unknown`, for choosing words and colours |
//! | `rows \| grouped(by="column")` | neighbours of one value: a list of `{value, rows}` |
//! | `t(id="…", name=…)` | a Fluent message; `otherwise=` stands in for a message only data can name |
//! | `ids \| listed(prefix="attribute-")` | comma separated ids in words; an id without a message as it is |
//! | `style(name="screen.css")` | a file of `styles/` |
//! | `script(name="tables.js")`, `script_hash(name="tables.js")` | a whole `<script>` element from `scripts/`; what the page's policy names it by |
//! | `text \| css_text` | a text in quotation marks, for within a style |
//! | `cumulative_curve(rows=…, …)` and others | the geometry of a chart: see `chart` |

use crate::chart;
use crate::format::{self, ABSENT, Decimal, Sign, Units};
use crate::messages::Messages;
use crate::scripts::Scripts;
use fluent_bundle::FluentValue;
use std::collections::BTreeMap;
use tera::{Error, Kwargs, State, Tera, Value};

/// Whole numbers up to here are exact as a double, which is what Fluent chooses plural forms by.
const LARGEST_EXACT: i64 = 1 << 53;

/// Registers everything a template may call; must come before the templates.
pub(crate) fn register(tera: &mut Tera, messages: &Messages, styles: &BTreeMap<String, String>, scripts: Scripts) {
    register_numbers(tera);
    register_money(tera, messages);
    register_dates(tera, messages);
    tera.register_filter("grouped", |rows: Vec<Value>, arguments: Kwargs, _: &State| grouped(rows, &arguments));
    tera.register_filter("group_by", |_: Value, _: Kwargs, _: &State| unordered());
    let texts = messages.clone();
    tera.register_function("t", move |arguments: Kwargs, _: &State| translated(&texts, &arguments));
    let texts = messages.clone();
    tera.register_filter("listed", move |ids: &str, arguments: Kwargs, _: &State| listed(&texts, ids, &arguments));
    tera.register_filter("css_text", |text: &str, _: Kwargs, _: &State| css_text(text));
    let styles = styles.clone();
    tera.register_function("style", move |arguments: Kwargs, _: &State| style(&styles, &arguments));
    scripts.register(tera);
    chart::register(tera);
}

fn register_numbers(tera: &mut Tera) {
    register_number(tera, "percent", |value, sign, places| format::percent(value, places.unwrap_or(1), sign));
    register_number(tera, "points", |value, sign, places| format::hundredths(value, places.unwrap_or(1), sign));
    register_number(tera, "number", |value, sign, places| format::number(value, places.unwrap_or(2), sign));
    register_number(tera, "count", |value, sign, _| format::number(value, 0, sign));
    tera.register_filter("exact", |value: Value, _: Kwargs, _: &State| -> Result<String, Error> {
        Ok(known(&value)?.map_or_else(String::new, format::exact))
    });
    tera.register_filter("direction", |value: Value, _: Kwargs, _: &State| direction(&value));
}

fn register_number(tera: &mut Tera, name: &'static str, write: fn(Decimal, Sign, Option<u8>) -> String) {
    tera.register_filter(name, move |value: Value, arguments: Kwargs, _: &State| -> Result<String, Error> {
        let (sign, places) = (sign(&arguments)?, arguments.get::<u8>("places")?);
        Ok(known(&value)?.map_or_else(|| ABSENT.to_owned(), |number| write(number, sign, places)))
    });
}

fn register_money(tera: &mut Tera, messages: &Messages) {
    let texts = messages.clone();
    tera.register_filter("money", move |value: Value, arguments: Kwargs, _: &State| -> Result<String, Error> {
        let (sign, places) = (sign(&arguments)?, arguments.get::<u8>("places")?.unwrap_or(1));
        let is_short = match arguments.get::<&str>("style")? {
            None => false,
            Some("short") => true,
            Some(other) => return Err(Error::message(format!("there is no style `{other}` of money; it is `short`"))),
        };
        let Some(amount) = known(&value)? else { return Ok(ABSENT.to_owned()) };
        if !is_short {
            return Ok(format::money(amount, sign));
        }
        Ok(format::short_money(amount, sign, places, &Units::of(&texts)?))
    });
}

fn register_dates(tera: &mut Tera, messages: &Messages) {
    type Write = fn(&Value, Option<&str>, &Messages) -> Result<String, Error>;
    let written: [(&str, Write); 3] = [
        ("date", |value, style, texts| format::date(format::day(value)?, style, texts)),
        ("month", |value, style, texts| format::month(format::day(value)?, style, texts)),
        ("quarter", |value, style, texts| format::quarter(value.as_str().unwrap_or_default(), style, texts)),
    ];
    for (name, write) in written {
        let texts = messages.clone();
        tera.register_filter(name, move |value: Value, arguments: Kwargs, _: &State| -> Result<String, Error> {
            if value.is_none() {
                return Ok(ABSENT.to_owned());
            }
            write(&value, arguments.get::<&str>("style")?, &texts)
        });
    }
}

fn sign(arguments: &Kwargs) -> Result<Sign, Error> {
    match arguments.get::<&str>("sign")? {
        None => Ok(Sign::Plain),
        Some("always") => Ok(Sign::Always),
        Some("never") => Ok(Sign::Never),
        Some(other) => Err(Error::message(format!("there is no sign `{other}`; it is `always` or `never`"))),
    }
}

fn known(value: &Value) -> Result<Option<Decimal>, Error> {
    if value.is_none() { Ok(None) } else { Decimal::from_value(value).map(Some) }
}

fn direction(value: &Value) -> Result<&'static str, Error> {
    Ok(match known(value)?.map(Decimal::signum) {
        None => "unknown",
        Some(0) => "flat",
        Some(sign) if sign > 0 => "up",
        Some(_) => "down",
    })
}

fn translated(messages: &Messages, arguments: &Kwargs) -> Result<String, Error> {
    let id = arguments.must_get::<&str>("id")?;
    if let Some(otherwise) = arguments.get::<&str>("otherwise")?
        && !messages.has(id)
    {
        return Ok(otherwise.to_owned());
    }
    let mut named = Vec::new();
    for (name, value) in arguments.iter() {
        if let Some(name) = name.as_str().filter(|name| !matches!(*name, "id" | "otherwise")) {
            named.push((name, argument(name, value)?));
        }
    }
    messages.text(id, &named)
}

fn listed(messages: &Messages, ids: &str, arguments: &Kwargs) -> Result<String, Error> {
    let prefix = arguments.get::<&str>("prefix")?.unwrap_or_default();
    let word = |id: &str| {
        let message = format!("{prefix}{id}");
        if messages.has(&message) { messages.text(&message, &[]) } else { Ok(id.to_owned()) }
    };
    let words = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).map(word).collect::<Result<Vec<_>, _>>()?;
    Ok(words.join(&messages.text("list-separator", &[])?))
}

fn argument<'a>(name: &str, value: &'a Value) -> Result<FluentValue<'a>, Error> {
    if let Some(text) = value.as_str().or_else(|| value.is_none().then_some(ABSENT)) {
        return Ok(text.into());
    }
    if let Some(truth) = value.as_bool() {
        return Ok(if truth { "true" } else { "false" }.into());
    }
    // A count summed by an engine is a decimal without places; one with places is money, and must be written first.
    match known(value)?.and_then(Decimal::whole).filter(|whole| (-LARGEST_EXACT..=LARGEST_EXACT).contains(whole)) {
        Some(whole) => Ok(whole.into()),
        None => Err(Error::message(format!(
            "argument `{name}` of a message is {} `{value}`; format it first, as in `{name}={name} | money`",
            value.name()
        ))),
    }
}

/// Keeps the rows' order, so equal values that are not neighbours make two groups: the query decides.
fn grouped(rows: Vec<Value>, arguments: &Kwargs) -> Result<Vec<Value>, Error> {
    let by = arguments.must_get::<&str>("by")?;
    let mut groups: Vec<(Value, Vec<Value>)> = Vec::new();
    for row in rows {
        let value = row.get_from_path(by).cloned();
        let value = value.ok_or_else(|| Error::message(format!("the rows have no column `{by}`")))?;
        match groups.last_mut().filter(|(last, _)| *last == value) {
            Some((_, members)) => members.push(row),
            None => groups.push((value, vec![row])),
        }
    }
    let group = |(value, rows)| Value::from(BTreeMap::from([("value", value), ("rows", Value::from(rows))]));
    Ok(groups.into_iter().map(group).collect())
}

/// Tera's own `group_by` goes through a hash map, so its order, and the page, would differ between runs.
fn unordered() -> Result<Value, Error> {
    Err(Error::message("`group_by` has no order; write `grouped(by=\"column\")`"))
}

/// A text as CSS holds it, in quotation marks. All that could end it, or the element around it, is written as a number.
fn css_text(text: &str) -> Value {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\'' | '\\' | '<' | '>' | '&' | '{' | '}' | ';' | '/' | '*' => {
                quoted.push_str(&format!("\\{:x} ", u32::from(letter)));
            }
            _ if letter.is_control() => quoted.push(' '),
            _ => quoted.push(letter),
        }
    }
    quoted.push('"');
    Value::safe_string(&quoted)
}

/// A style is written by whoever writes templates, so it is trusted as they are.
fn style(styles: &BTreeMap<String, String>, arguments: &Kwargs) -> Result<Value, Error> {
    let name = arguments.must_get::<&str>("name")?;
    match styles.get(&format!("styles/{name}")).or_else(|| styles.get(name)) {
        Some(text) => Ok(Value::safe_string(text.trim_end())),
        None => Err(Error::message(format!("there is no style `{name}` below report-templates/styles"))),
    }
}
