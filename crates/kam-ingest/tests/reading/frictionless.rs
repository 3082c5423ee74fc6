//! Odd files of frictionless-py: for each, what becomes of it.

use super::{Asked, read, real_data};

/// What becomes of a file: columns, rows printed, rows left out; or how the sentence ends that refuses it.
type Outcome = Result<(usize, u64, u64), &'static str>;

/// Each file with its outcome.
const OUTCOMES: [(&str, Outcome); 42] = [
    ("Table With Data.csv", Ok((2, 2, 0))),
    ("[table].csv", Ok((2, 2, 0))),
    ("accent.csv", Ok((17, 2, 0))),
    ("analysis-data.csv", Ok((11, 9, 0))),
    ("ascii.csv", Ok((3, 1, 0))),
    ("blank-cells.csv", Ok((2, 5, 0))),
    ("blank-headers.csv", Ok((3, 2, 0))),
    ("blank-rows-multiple.csv", Ok((3, 2, 0))),
    ("blank-rows.csv", Ok((3, 2, 0))),
    ("bom.csv", Ok((2, 2, 0))),
    ("capital-invalid.csv", Ok((3, 8, 2))),
    ("chunk2.headless.csv", Ok((2, 1, 0))),
    ("countries.csv", Ok((4, 3, 2))),
    ("country-2.csv", Ok((4, 5, 0))),
    ("delimiter.csv", Ok((2, 2, 0))),
    ("dialect.csv", Ok((2, 1, 1))),
    ("duplicate-headers.csv", Ok((5, 2, 0))),
    ("empty.csv", Err("is empty")),
    ("floats.csv", Ok((1, 5, 0))),
    ("invalid.csv", Ok((4, 2, 1))),
    ("issue-1100.csv", Ok((2, 2, 0))),
    ("issue-1138.csv", Ok((4, 7, 0))),
    ("issue-825.csv", Ok((3, 2, 0))),
    ("latin1.csv", Ok((2, 2, 0))),
    ("leading-zeros.csv", Ok((1, 3, 0))),
    ("matrix-with-comment.csv", Ok((4, 4, 0))),
    ("numeric-labels.csv", Ok((10, 3, 0))),
    ("skip-rows-before-headers.csv", Ok((2, 2, 0))),
    ("structure-errors.csv", Ok((3, 3, 1))),
    ("table-multiple-files.zip", Err("has several members")),
    ("table-reverse.csv", Ok((2, 2, 0))),
    ("table.csv", Ok((2, 2, 0))),
    ("table.csv.gz", Ok((2, 2, 0))),
    ("table.csv.zip", Ok((2, 2, 0))),
    ("table.json", Ok((2, 2, 0))),
    ("table.jsonl", Ok((2, 2, 0))),
    ("table.keyed.json", Ok((2, 2, 0))),
    ("table.tsv", Ok((2, 3, 0))),
    ("table.xlsx", Ok((2, 2, 0))),
    ("vix.csv", Ok((5, 2, 0))),
    ("without-headers.csv", Ok((2, 3, 0))),
    ("without-rows.csv", Ok((2, 0, 0))),
];

#[test]
fn every_odd_file_has_its_outcome() {
    let Some(folder) = real_data() else { return };
    let mut wrong = Vec::new();
    for (name, outcome) in OUTCOMES {
        let found = read(&folder.join("frictionless").join(name), &Asked::default());
        let is_so = match (&found, outcome) {
            (Ok((rows, _, printed)), Ok((columns, count, left_out))) => {
                let width = rows.first().map_or(0, Vec::len);
                (width, printed.rows, printed.faulty) == (columns, count, left_out)
            }
            (Err(error), Err(refused)) => error.to_string().ends_with(refused),
            _ => false,
        };
        if !is_so {
            let found = found.map(|(rows, _, printed)| (rows.first().map_or(0, Vec::len), printed));
            wrong.push(format!("{name}: {found:?}, not {outcome:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
