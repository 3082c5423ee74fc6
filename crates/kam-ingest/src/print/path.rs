//! Where the records of a JSON document are: the first array of objects that keys alone lead to.

use crate::json::text_end;

/// How much of a document is looked at, in bytes.
pub(super) const LOOKED_AT: u64 = 1024 * 1024;

/// The deepest array that is found, in keys.
const DEEPEST: usize = 8;

/// The keys that lead to the records; none if the document is the array itself, or no array is found.
pub(super) fn to_records(document: &[u8]) -> Vec<String> {
    let (mut open, mut keys): (Vec<u8>, Vec<Option<String>>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(byte) = document.get(at).copied() {
        match byte {
            b'"' => {
                let end = at + text_end(document.get(at..).unwrap_or_default());
                let after = document.get(end..).unwrap_or_default().trim_ascii_start();
                if after.first() == Some(&b':')
                    && let Some(key) = keys.last_mut()
                {
                    *key = document.get(at..end).and_then(|raw| serde_json::from_slice(raw).ok());
                }
                at = end;
                continue;
            }
            b'[' => {
                let after = document.get(at + 1..).unwrap_or_default().trim_ascii_start();
                if let Some(path) = path(&open, &keys).filter(|_| after.first() == Some(&b'{')) {
                    return path;
                }
                open.push(byte);
                keys.push(None);
            }
            b'{' => {
                open.push(byte);
                keys.push(None);
            }
            b']' | b'}' => {
                open.pop();
                keys.pop();
            }
            _ => {}
        }
        at += 1;
    }
    Vec::new()
}

/// The keys that lead to the current place, if nothing but keys does, and none of them holds a dot.
fn path(open: &[u8], keys: &[Option<String>]) -> Option<Vec<String>> {
    let is_plain = |key: &String| !key.is_empty() && !key.contains('.');
    let path: Option<Vec<String>> = keys.iter().map(|key| key.clone().filter(is_plain)).collect();
    path.filter(|path| path.len() <= DEEPEST && open.iter().all(|bracket| *bracket == b'{'))
}

#[cfg(test)]
mod tests {
    use super::to_records;

    #[test]
    fn the_first_array_of_objects_holds_the_records() {
        for (document, path) in [
            (r#"[{"a":1}]"#, ""),
            (r#"{"data":[{"a":1}]}"#, "data"),
            (r#"{"meta":{"n":[1,2]},"result":{"rows": [ {"a":[{"b":1}]} ]}}"#, "result.rows"),
            (r#"{"a\"b":"[{","c":[{}]}"#, "c"),
            (r#"{"a.b":[{}]}"#, ""),
            (r#"{"rows":[]}"#, ""),
            (r#"{"a":[[{"b":1}]]}"#, ""),
            ("", ""),
            ("]]}\"", ""),
        ] {
            assert_eq!(to_records(document.as_bytes()).join("."), path, "{document}");
        }
    }
}
