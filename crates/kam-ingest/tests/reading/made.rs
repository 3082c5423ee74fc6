//! Files made by chance, in every dialect, with lines around their tables: how many are read as what they are.

use super::{Rows, as_text, text};
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const DELIMITERS: [&str; 14] = [",", ";", "\t", "|", ":", "^", "~", ", ", "; ", "||", "::", "|~|", "+|", "\u{1}"];
const WORDS: [&str; 12] =
    ["alpha", "North", "apple", "chair", "garden", "Berlin", "Müller", "北京", "stone", "green", "price", "Old"];

/// A file and the table in it.
struct Made {
    text: String,
    rows: Rows,
    about: String,
}

fn words(chance: &mut ChaCha8Rng, count: usize) -> String {
    (0..count).map(|_| *WORDS.choose(chance).unwrap()).collect::<Vec<_>>().join(" ")
}

/// A cell of a kind of column.
fn cell(chance: &mut ChaCha8Rng, kind: usize, row: usize) -> String {
    match kind {
        0 => format!("{}", 1_000 + row),
        1 => format!("{},{:02}", chance.random_range(0..900), chance.random_range(0..100)),
        2 => format!("2026-{:02}-{:02}", chance.random_range(1..13), chance.random_range(1..29)),
        3 => format!("{:02}:{:02}", chance.random_range(0..24), chance.random_range(0..60)),
        4 => format!("https://www.example.org/{}?a={row}&b=2", WORDS.choose(chance).unwrap().len()),
        5 => words(chance, 2),
        6 => format!("{}, {}.", words(chance, 3), words(chance, 2)),
        7 => format!("AB-{:04}", chance.random_range(0..10_000)),
        8 => String::new(),
        9 => format!("{} \"{}\"", words(chance, 1), words(chance, 1)),
        _ => format!("${}.{:02}", chance.random_range(0..90), chance.random_range(0..100)),
    }
}

const NAMES: [&str; 11] =
    ["Id", "Betrag", "Date", "Time", "Link", "Name", "Comment", "Code", "Blank", "Remark", "Price"];

fn line(cells: &[String], delimiter: &str, quote: &str) -> String {
    let first = delimiter.chars().next().unwrap();
    let written = cells.iter().map(|cell| {
        if cell.contains(first) || cell.contains(quote) || cell.contains('\n') {
            format!("{quote}{}{quote}", cell.replace(quote, &quote.repeat(2)))
        } else {
            cell.clone()
        }
    });
    written.collect::<Vec<_>>().join(delimiter)
}

fn make(seed: u64) -> Made {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let delimiter = *DELIMITERS.choose(&mut chance).unwrap();
    let quote = *["\"", "\"", "\"", "'"].choose(&mut chance).unwrap();
    let line_end = *["\n", "\r\n", "\r"].choose(&mut chance).unwrap();
    let (width, count) = (chance.random_range(2..12), *[1, 2, 3, 5, 20, 80].choose(&mut chance).unwrap());
    let mut kinds: Vec<usize> = (0..width).map(|_| chance.random_range(0..NAMES.len())).collect();
    kinds[0] = 0;
    let header: Vec<String> =
        kinds.iter().enumerate().map(|(at, kind)| format!("{}{}", NAMES[*kind], "_".repeat(at))).collect();
    let mut rows = vec![header];
    for row in 0..count {
        rows.push(kinds.iter().map(|kind| cell(&mut chance, *kind, row)).collect());
    }
    if count > 3 && chance.random_range(0..6) == 0 {
        rows.remove(0);
    }
    let preamble = if width > 2 { *[0, 0, 0, 1, 3].choose(&mut chance).unwrap() } else { 0 };
    let mut lines: Vec<String> = (0..preamble).map(|_| format!("Report of {}", words(&mut chance, 2))).collect();
    lines.extend(rows.iter().map(|row| line(row, delimiter, quote)));
    if width > 3 && count > 5 && chance.random_range(0..5) == 0 {
        lines.extend([String::new(), format!("Source of {}", words(&mut chance, 2))]);
    }
    let about = format!("{delimiter:?} {quote} {line_end:?} {kinds:?} {count} rows, {preamble} lines before");
    Made { text: lines.join(line_end) + line_end, rows, about }
}

#[test]
fn files_made_by_chance_are_read_as_what_they_are() {
    let (mut right, mut wrong) = (0, Vec::new());
    for seed in 0..300 {
        let made = make(seed);
        match text(&made.text, &as_text()) {
            Ok((rows, _, _)) if rows == made.rows => right += 1,
            _ => wrong.push(format!("{seed}: {}", made.about)),
        }
    }
    assert!(right >= 285, "{right} of 300 are right; wrong are\n{}", wrong.join("\n"));
}

#[test]
fn two_thousand_columns_are_columns() {
    let header: Vec<String> = (0..2_000).map(|at| format!("c{at}")).collect();
    let body: Vec<String> = (0..2_000).map(|at| at.to_string()).collect();
    let whole = format!("{}\n{}\n{}\n", header.join(";"), body.join(";"), body.join(";"));
    assert_eq!(text(&whole, &as_text()).unwrap().0, [header, body.clone(), body]);
}
