//! What serde and the TOML parser say, put into sentences for people.

use crate::problem::Problem;
use crate::suggest;

/// Writes message, detail and hint for what serde said of a key.
pub(super) fn of(said: &str, key: Option<&str>, problem: Problem) -> Problem {
    let quoted: Vec<&str> = said.split('`').skip(1).step_by(2).collect();
    let word = quoted.first().copied().unwrap_or_default();
    let known = quoted.get(1..).unwrap_or_default().iter().copied();
    let message = if said.starts_with("unknown field") {
        return Problem { message: format!("unknown key `{word}`"), ..problem }
            .with_hint_if(suggest::hint(word, known));
    } else if said.starts_with("unknown variant") {
        let message = format!("`{}` cannot be `{word}`", key.unwrap_or("this"));
        return Problem { message, ..problem }.with_hint_if(suggest::hint(word, known));
    } else if said.starts_with("missing field") {
        format!("the key `{word}` is missing")
    } else if said.starts_with("wanted string or table") {
        let message = format!("`{}` holds the wrong kind of value", key.unwrap_or("this"));
        return Problem { message, ..problem }.with_detail("It should be a text in quotes.");
    } else if let Some((found, wanted)) = wrong_kind(said) {
        let message = format!("`{}` holds the wrong kind of value", key.unwrap_or("this"));
        return Problem { message, ..problem }.with_detail(format!("It is {found}, and should be {wanted}."));
    } else {
        format!("`{}` is wrong: {said}", key.unwrap_or("this"))
    };
    Problem { message, ..problem }
}

/// Takes apart `invalid type: string "x", expected a boolean`.
fn wrong_kind(said: &str) -> Option<(String, &str)> {
    let (found, wanted) = said.strip_prefix("invalid ")?.split_once(": ")?.1.rsplit_once(", expected ")?;
    Some((kind(found), plain(wanted)))
}

/// What stands there, in plain words: `the text "x"`.
fn kind(found: &str) -> String {
    let (word, value) = found.split_once(' ').unwrap_or((found, ""));
    match word {
        "string" => format!("the text {value}"),
        "integer" => format!("the number {}", value.replace('`', "")),
        "floating" => format!("the number {}", value.replace("point ", "").replace('`', "")),
        "boolean" => value.replace('`', ""),
        "map" | "table" => "a table".into(),
        "sequence" => "a list".into(),
        _ => found.into(),
    }
}

/// What serde expects, in plain words.
fn plain(wanted: &str) -> &str {
    match wanted {
        "a string" | "string" | "borrowed string" | "string or table" => "a text in quotes",
        "a boolean" => "true or false",
        "a sequence" => "a list in brackets",
        "a map" => "a table",
        "u32" | "u64" | "i64" | "u8" => "a whole number",
        _ if wanted.starts_with("struct") => "a table",
        _ => wanted,
    }
}

/// Writes message and detail for what the TOML parser said of a word.
pub(super) fn syntax(said: &str, word: &str, problem: Problem) -> Problem {
    if said.starts_with("duplicate key") {
        return Problem { message: format!("`{word}` is given twice"), ..problem }.with_hint("remove one of the two");
    }
    let problem = Problem { message: "this is not TOML".into(), ..problem };
    if said.contains("string, expected") {
        return problem.with_detail("A text in quotes is not closed.");
    }
    let mut letters = said.trim().chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    problem.with_detail(format!("{first}{}.", letters.as_str().trim_end_matches('.')))
}
