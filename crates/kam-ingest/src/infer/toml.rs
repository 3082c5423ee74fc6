//! A draft as TOML, with what was seen behind each `#`.

use super::draft::{Column, Draft, Entry};
use kam_project::Extract;

/// How wide a declaration may be and still have its comment in line with the others.
const ALIGNED: usize = 64;

/// The widest comment beside an entry; a wider one stands above it.
const BESIDE: usize = 70;

/// The widest line of a comment that stands by itself.
const WIDTH: usize = 110;

/// Writes a draft as its file would hold it.
pub(super) fn written(draft: &Draft) -> String {
    let mut toml = String::new();
    for sentence in &draft.heading {
        comment(&mut toml, sentence);
    }
    toml.push('\n');
    entries(&mut toml, &draft.opening);
    toml.push_str("\n[format]\n");
    entries(&mut toml, &draft.format);
    toml.push_str("\n[columns]\n");
    for sentence in &draft.of_columns {
        comment(&mut toml, sentence);
    }
    columns(&mut toml, &draft.columns);
    toml
}

/// A text as TOML writes it.
pub(super) fn text(value: &str) -> String {
    let mut toml = String::with_capacity(value.len() + 2);
    toml.push('"');
    for letter in value.chars() {
        match letter {
            '"' | '\\' => toml.extend(['\\', letter]),
            '\t' => toml.push_str("\\t"),
            '\n' => toml.push_str("\\n"),
            '\r' => toml.push_str("\\r"),
            letter if letter.is_control() => toml.push_str(&format!("\\u{:04X}", u32::from(letter))),
            letter => toml.push(letter),
        }
    }
    toml.push('"');
    toml
}

/// Texts as a TOML array.
pub(super) fn list<S: AsRef<str>>(values: &[S]) -> String {
    let values: Vec<String> = values.iter().map(|value| text(value.as_ref())).collect();
    format!("[{}]", values.join(", "))
}

/// Whether a definition reads as TOML and as an extract; what is wrong with it, if anything.
pub(super) fn read(toml: &str, system: &str, name: &str) -> Result<Extract, String> {
    Extract::alone(toml, system, name)
        .map_err(|problems| problems.iter().map(|problem| problem.render(Some(toml))).collect::<Vec<_>>().join("\n"))
}

fn entries(toml: &mut String, entries: &[Entry]) {
    let declared: Vec<String> = entries.iter().map(|entry| format!("{} = {}", entry.key, entry.toml)).collect();
    let is_beside = |entry: &Entry, declared: &String| width(declared) <= ALIGNED && width(&entry.evidence) <= BESIDE;
    let beside = entries.iter().zip(&declared).filter(|(entry, declared)| is_beside(entry, declared));
    let widest = beside.map(|(_, declared)| width(declared)).max().unwrap_or_default();
    for (entry, declared) in entries.iter().zip(&declared) {
        for doubt in &entry.doubts {
            comment(toml, doubt);
        }
        if entry.key.is_empty() {
            continue;
        }
        if is_beside(entry, declared) || entry.evidence.is_empty() {
            line(toml, declared, widest, &entry.evidence);
        } else {
            comment(toml, &sentence(&entry.evidence));
            line(toml, declared, 0, "");
        }
    }
}

/// A comment with a capital at its beginning and a stop at its end.
fn sentence(evidence: &str) -> String {
    let mut letters = evidence.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}.", letters.as_str().trim_end_matches('.'))
}

fn columns(toml: &mut String, columns: &[Column]) {
    let names: Vec<String> = columns.iter().map(|column| key(&column.source_name)).collect();
    let widest_name = names.iter().map(|name| width(name)).filter(|width| *width <= 32).max().unwrap_or_default();
    let declared: Vec<String> = columns
        .iter()
        .zip(&names)
        .map(|(column, name)| format!("{}{} = {}", name, blanks(name, widest_name), declaration(column)))
        .collect();
    let widest =
        declared.iter().map(|line| width(line)).filter(|width| *width <= ALIGNED + 32).max().unwrap_or_default();
    for (column, declared) in columns.iter().zip(&declared) {
        for doubt in &column.guess.doubts {
            comment(toml, doubt);
        }
        line(toml, declared, widest, &column.evidence());
    }
}

fn declaration(column: &Column) -> String {
    let mut keys = vec![format!("type = {}", text(&column.guess.kind.to_string()))];
    if column.required {
        keys.push("required = true".to_owned());
    }
    keys.extend(column.guess.keys.iter().map(|(key, toml)| format!("{key} = {toml}")));
    if let Some(null) = &column.null {
        keys.push(format!("null = {}", list(null)));
    }
    if column.name != column.source_name {
        keys.push(format!("as = {}", text(&column.name)));
    }
    format!("{{ {} }}", keys.join(", "))
}

fn line(toml: &mut String, declared: &str, widest: usize, evidence: &str) {
    toml.push_str(declared);
    if !evidence.is_empty() {
        toml.push_str(&blanks(declared, widest));
        toml.push_str("  # ");
        toml.push_str(&one_line(evidence));
    }
    toml.push('\n');
}

/// A sentence on lines of its own.
fn comment(toml: &mut String, sentence: &str) {
    let sentence = one_line(sentence);
    let mut written = 0;
    for word in sentence.split(' ') {
        if written == 0 || written + width(word) >= WIDTH {
            toml.push_str(if written == 0 { "# " } else { "\n#   " });
            written = 2;
        } else {
            toml.push(' ');
            written += 1;
        }
        toml.push_str(word);
        written += width(word);
    }
    toml.push('\n');
}

/// A comment holds no line end, and no letter that moves the others.
fn one_line(text: &str) -> String {
    let is_odd = |letter: char| {
        letter.is_control()
            || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|letter| if is_odd(letter) { ' ' } else { letter }).collect()
}

/// A column's name as a key.
fn key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_bare { name.to_owned() } else { text(name) }
}

fn blanks(text: &str, wide: usize) -> String {
    " ".repeat(wide.saturating_sub(width(text)))
}

/// About how wide a terminal shows a text: letters of East Asia take two cells.
fn width(text: &str) -> usize {
    text.chars().map(|letter| if u32::from(letter) >= 0x1100 && letter.is_alphabetic() { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_names_are_escaped() {
        assert_eq!(text("a\"b\\\t\n\u{1}"), "\"a\\\"b\\\\\\t\\n\\u0001\"");
        assert_eq!(list(&["", "NULL"]), "[\"\", \"NULL\"]");
        assert_eq!((key("a-1").as_str(), key("a b").as_str(), key("").as_str()), ("a-1", "\"a b\"", "\"\""));
    }

    #[test]
    fn comments_hold_no_line_end() {
        let mut toml = String::new();
        comment(&mut toml, "a\nb\u{202e}c");
        assert_eq!(toml, "# a b c\n");
    }
}
