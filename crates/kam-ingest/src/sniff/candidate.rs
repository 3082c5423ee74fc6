//! The marks that could be meant in a text.

use crate::csv::RowEnd;
use std::borrow::Cow;

/// Characters that stand between fields somewhere, the likelier first, with what they are trusted.
const DELIMITERS: [(char, f64); 24] = [
    (',', 1.0),
    (';', 1.0),
    ('\t', 1.0),
    ('|', 1.0),
    ('\u{1}', 1.0),
    ('\u{2}', 1.0),
    ('\u{1c}', 1.0),
    ('\u{1d}', 1.0),
    ('\u{1e}', 1.0),
    ('\u{1f}', 1.0),
    ('\u{14}', 1.0),
    ('^', 0.97),
    ('~', 0.97),
    ('¦', 0.97),
    ('§', 0.97),
    ('¬', 0.97),
    ('#', 0.92),
    ('!', 0.9),
    ('*', 0.9),
    ('&', 0.9),
    ('@', 0.9),
    (':', 0.88),
    ('=', 0.8),
    (' ', 0.8),
];

/// Of how many occurrences of a mark its neighbour must be the same to belong to it: nine of ten.
const ALWAYS: (usize, usize) = (9, 10);

/// The longest delimiter that is found, in characters.
const LONGEST: usize = 4;

/// The delimiters that could be meant, those of several characters among them; last none at all.
pub(super) fn delimiters(text: &str, row_end: &RowEnd) -> Vec<(String, f64)> {
    let rows = match row_end {
        RowEnd::Text(end) => Cow::Owned(text.replace(end.as_str(), "\n")),
        RowEnd::Line | RowEnd::Feed => Cow::Borrowed(text),
    };
    let text = rows.as_ref();
    let mut found = Vec::new();
    for (mark, trust) in DELIMITERS {
        if text.contains(mark) {
            let twice = format!("{mark}{mark}");
            if text.contains(&twice) && mark != ' ' {
                found.push((twice, trust));
            }
            let (whole, is_longer) = extended(text, mark);
            // Several characters that always stand together are one mark; alone, the character is the second guess.
            if is_longer {
                found.push((whole, trust));
            }
            found.push((mark.to_string(), if is_longer { trust * 0.97 } else { trust }));
        }
    }
    let mut seen = Vec::new();
    found.retain(|(mark, _)| {
        !seen.contains(mark) && {
            seen.push(mark.clone());
            true
        }
    });
    found.push((String::new(), 1.0));
    found
}

/// The longest mark that nearly every occurrence of a character is part of.
fn extended(text: &str, mark: char) -> (String, bool) {
    let mut whole = mark.to_string();
    while whole.chars().count() < LONGEST {
        let longer = neighbour(text, &whole, true).map(|next| format!("{whole}{next}"));
        let longer = longer.or_else(|| neighbour(text, &whole, false).map(|before| format!("{before}{whole}")));
        match longer {
            Some(longer) => whole = longer,
            None => break,
        }
    }
    let is_longer = whole.chars().count() > 1;
    (whole, is_longer)
}

/// The character that nearly always stands behind (or before) a mark, if it may be part of it.
fn neighbour(text: &str, mark: &str, behind: bool) -> Option<char> {
    let (mut all, mut counts) = (0usize, Vec::<(char, usize)>::new());
    for (at, _) in text.match_indices(mark) {
        let next = if behind {
            text.get(at + mark.len()..).and_then(|rest| rest.chars().next())
        } else {
            text.get(..at).and_then(|before| before.chars().next_back())
        };
        // At the end of a line an empty field may hide what belongs to the mark.
        let Some(next) = next.filter(|next| !matches!(next, '\r' | '\n')) else { continue };
        all += 1;
        match counts.iter().position(|(letter, _)| *letter == next).and_then(|at| counts.get_mut(at)) {
            Some((_, count)) => *count += 1,
            None => counts.push((next, 1)),
        }
    }
    let (letter, count) = counts.into_iter().max_by_key(|(letter, count)| (*count, std::cmp::Reverse(*letter)))?;
    let may_belong =
        !letter.is_alphanumeric() && !matches!(letter, '"' | '\'' | '-' | '.' | '(' | ')' | '$' | '€' | '/' | '_');
    (may_belong && all >= 2 && count * ALWAYS.1 >= all * ALWAYS.0).then_some(letter)
}

/// The quotes that could be meant: those in the text, or none.
pub(super) fn quotes(text: &str) -> Vec<Option<u8>> {
    let mut quotes = vec![Some(b'"')];
    quotes.extend(text.contains('\'').then_some(Some(b'\'')));
    quotes.extend(text.contains('`').then_some(Some(b'`')));
    quotes.extend(text.contains('"').then_some(None));
    quotes
}

/// The ends of rows that could be meant: lines, or marks before the end of every line.
pub(super) fn row_ends(text: &str) -> Vec<RowEnd> {
    let feeds = text.matches('\n').count();
    let lone = text.matches('\r').count().saturating_sub(text.matches("\r\n").count());
    // A few CRs alone in a file of lines are letters.
    let mut ends = vec![if lone > 0 && feeds > 4 * lone { RowEnd::Feed } else { RowEnd::Line }];
    ends.extend(marked_end(text).map(RowEnd::Text));
    ends
}

/// Marks that stand before nearly every line end.
fn marked_end(text: &str) -> Option<String> {
    let lines: Vec<&str> = text.split_inclusive('\n').filter(|line| line.ends_with('\n')).take(400).collect();
    let tail = |line: &str| {
        let marks = line.trim_end_matches(['\r', '\n']);
        let is_mark = |c: char| !c.is_alphanumeric() && !c.is_whitespace() && !"\"'.)]}>-_".contains(c);
        marks.get(marks.trim_end_matches(is_mark).len()..).map(str::to_owned)
    };
    let first = tail(lines.first()?)?;
    let last = first.chars().next_back()?;
    let is_several = first.chars().any(|mark| mark != last);
    let with = lines.iter().filter(|line| tail(line).is_some_and(|tail| tail.ends_with(&first))).count();
    let line_end = if lines.first()?.ends_with("\r\n") { "\r\n" } else { "\n" };
    (is_several && lines.len() >= 3 && with * 10 >= lines.len() * 9).then(|| format!("{first}{line_end}"))
}
