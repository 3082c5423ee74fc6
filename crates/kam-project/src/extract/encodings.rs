//! The encodings of an extract's text, as written: one name, or several tried in order.

use crate::problem::Problem;
use crate::suggest;
use encoding_rs::{Encoding, REPLACEMENT, UTF_16BE, UTF_16LE};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::path::Path;
use toml::Spanned;

/// The names as written, each with its place if it stands in a list.
#[derive(Debug, Clone)]
pub(super) struct EncodingsWritten(Vec<(String, Option<Range<usize>>)>);

/// What a misspelt name may have meant. The standard knows many more.
const NAMES: [&str; 16] = [
    "utf-8",
    "utf-16",
    "utf-16le",
    "utf-16be",
    "gb18030",
    "gbk",
    "gb2312",
    "big5",
    "shift_jis",
    "euc-jp",
    "euc-kr",
    "latin1",
    "iso-8859-1",
    "iso-8859-15",
    "windows-1250",
    "windows-1252",
];

impl EncodingsWritten {
    /// The encodings named; `span` is the place of the whole value.
    pub(super) fn checked(
        &self,
        span: &Range<usize>,
        file: &Path,
        problems: &mut Vec<Problem>,
    ) -> Vec<&'static Encoding> {
        let mut encodings = Vec::new();
        for (name, place) in &self.0 {
            let named = named(name);
            if named.is_empty() {
                let place = place.clone().unwrap_or_else(|| span.clone());
                let problem = Problem::new(file, format!("`{name}` is not an encoding that can be read")).at(place);
                let hint = suggest::nearest(name, NAMES).map_or_else(
                    || "write its name in the WHATWG standard, such as `utf-8`, `gb18030` or `windows-1252`".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                problems.push(problem.with_hint(hint));
            }
            encodings.extend(named);
        }
        if self.0.is_empty() {
            let problem = Problem::new(file, "the list of encodings is empty").at(span.clone());
            problems.push(problem.with_hint("name one, or leave `encoding` out to have it found"));
        }
        encodings
    }
}

/// The encodings of a name: `utf-16` is either byte order.
fn named(name: &str) -> Vec<&'static Encoding> {
    match Encoding::for_label(name.as_bytes()) {
        _ if name.trim().eq_ignore_ascii_case("utf-16") => vec![UTF_16LE, UTF_16BE],
        Some(encoding) if encoding != REPLACEMENT => vec![encoding],
        _ => Vec::new(),
    }
}

impl<'de> Deserialize<'de> for EncodingsWritten {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrSeveral)
    }
}

struct OneOrSeveral;

impl<'de> Visitor<'de> for OneOrSeveral {
    type Value = EncodingsWritten;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of an encoding, or a list of names")
    }

    fn visit_str<E>(self, name: &str) -> Result<EncodingsWritten, E> {
        Ok(EncodingsWritten(vec![(name.to_owned(), None)]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<EncodingsWritten, A::Error> {
        let mut written = Vec::new();
        while let Some(name) = names.next_element::<Spanned<String>>()? {
            let span = name.span();
            written.push((name.into_inner(), Some(span)));
        }
        Ok(EncodingsWritten(written))
    }
}

impl JsonSchema for EncodingsWritten {
    fn schema_name() -> Cow<'static, str> {
        "encoding".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "oneOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
    }
}
