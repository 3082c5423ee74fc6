//! The pieces of JSON that is known to be well formed.

use std::borrow::Cow;

/// The members of an object: raw keys, without quotes, and raw values. None if it is no object.
pub(crate) fn members(object: &str) -> Option<Vec<(&str, &str)>> {
    let inside = inside(object, '{', '}')?;
    let pairs = split(inside).into_iter().map(|member| {
        let key_end = text_end(member.as_bytes());
        let (key, rest) = member.split_at(key_end);
        let value = rest.trim_start_matches(BLANKS).strip_prefix(':').unwrap_or_default();
        // A key may end in an escaped quote, so quotes are taken off by their place.
        (key.get(1..key_end - 1).unwrap_or_default(), value.trim_matches(BLANKS))
    });
    Some(pairs.collect())
}

/// The elements of an array, raw. None if it is no array.
pub(crate) fn elements(array: &str) -> Option<Vec<&str>> {
    inside(array, '[', ']').map(split)
}

/// The text a raw JSON string holds; none if its escapes make no Unicode text.
pub(crate) fn unquoted(raw: &str) -> Option<Cow<'_, str>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') { serde_json::from_str(raw).ok().map(Cow::Owned) } else { Some(Cow::Borrowed(inner)) }
}

/// The value a path leads to.
pub(crate) fn reached<'a>(value: &'a str, path: &[String]) -> Option<&'a str> {
    let Some((step, rest)) = path.split_first() else { return Some(value) };
    let below = match members(value) {
        Some(members) => members.into_iter().find(|(key, _)| key == step).map(|(_, value)| value),
        None => elements(value)?.get(step.parse::<usize>().ok()?).copied(),
    };
    reached(below?, rest)
}

const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

fn inside(container: &str, open: char, close: char) -> Option<&str> {
    container.strip_prefix(open)?.strip_suffix(close)
}

/// Splits at the commas that stand in no bracket and no text.
fn split(inside: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut depth, mut from, mut at) = (0_usize, 0, 0);
    let bytes = inside.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => at += text_end(bytes.get(at..).unwrap_or_default()) - 1,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => {
                pieces.push(inside.get(from..at).unwrap_or_default());
                from = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    pieces.push(inside.get(from..).unwrap_or_default());
    let mut pieces: Vec<&str> = pieces.into_iter().map(|piece| piece.trim_matches(BLANKS)).collect();
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// How many bytes the text in quotes at the beginning takes, quotes included; never none.
pub(crate) fn text_end(text: &[u8]) -> usize {
    let mut at = 1;
    while let Some(byte) = text.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_cut_where_they_end() {
        let object = r#"{ "a" : [1, {"b": ","}] , "c\"}": "x,\"]" ,"d":null}"#;
        assert_eq!(members(object), Some(vec![("a", r#"[1, {"b": ","}]"#), (r#"c\"}"#, r#""x,\"]""#), ("d", "null")]));
        assert_eq!(elements("[ 1 , [2,3], \"é,\" ]"), Some(vec!["1", "[2,3]", "\"é,\""]));
        assert_eq!(elements("[]"), Some(Vec::new()));
        assert_eq!((members("[1]"), elements("7")), (None, None));
    }

    #[test]
    fn texts_are_unescaped() {
        assert_eq!(unquoted(r#""a\u00e9\n""#).as_deref(), Some("aé\n"));
        assert_eq!(unquoted(r#""\ud800""#), None);
        assert_eq!(unquoted("12"), None);
    }

    #[test]
    fn paths_lead_through_objects_and_arrays() {
        let path = |text: &str| text.split('.').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(reached(r#"{"a":[0,{"b":true}]}"#, &path("a.1.b")), Some("true"));
        assert_eq!(reached(r#"{"a":[0]}"#, &path("a.1.b")), None);
    }
}
