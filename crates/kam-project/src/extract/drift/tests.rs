#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::*;
use crate::extract::CsvFormat;

/// A column of text; one in capitals is required.
fn column(name: &str) -> Column {
    let required = name.chars().all(char::is_uppercase);
    Column { required, ..Column::taken_over(name, &name.to_lowercase(), ColumnType::Text) }
}

/// The policy of a text over the columns `id`, which is the key, `note` and `PRICE`, with what is wrong with it.
fn checked(toml: &str, header: bool) -> (DriftPolicy, Vec<String>) {
    let written: DriftWritten = toml::from_str(toml).unwrap();
    let kind = FormatKind::Csv(CsvFormat { header_lines: u32::from(header), ..CsvFormat::default() });
    let format = Format { kind, null: Vec::new(), encodings: Vec::new() };
    let columns = ["id", "note", "PRICE"].map(column);
    let key = ["id".to_owned()];
    let declared = Declared { file: Path::new("x.toml"), format: &format, columns: &columns, key: &key };
    let mut problems = Vec::new();
    let policy = written.checked(&declared, &mut problems);
    (policy, problems.into_iter().map(|problem| problem.message).collect())
}

#[test]
fn the_nearest_word_holds() {
    let (policy, problems) = checked(
        "mode = \"freeze\"\nkinds = { added = \"evolve\", type = \"discard_row\" }\n\
         [columns.note]\nmode = \"quarantine\"\nkinds = { type = \"discard_value\" }\n\
         [columns.junk.kinds]\nadded = \"discard_value\"\n",
        true,
    );
    assert_eq!(problems, Vec::<String>::new());
    let mode = |column: &str, kind| policy.mode(column, kind, false).as_str();
    assert_eq!(mode("note", DriftKind::Type), "discard_value");
    assert_eq!(mode("note", DriftKind::Missing), "quarantine");
    assert_eq!(mode("id", DriftKind::Type), "discard_row");
    assert_eq!(mode("id", DriftKind::Missing), "freeze");
    assert_eq!((mode("new", DriftKind::Added), mode("junk", DriftKind::Added)), ("evolve", "discard_value"));
    assert!(policy.adds_columns());
    assert_eq!(DriftPolicy::default().mode("id", DriftKind::Added, false), DriftMode::Quarantine);
    assert!(!DriftPolicy::default().adds_columns());
}

#[test]
fn a_mode_of_the_table_that_says_nothing_of_a_kind_is_the_careful_one() {
    let mode = |mode, kind, required| DriftPolicy::of_table(mode).mode("x", kind, required).as_str();
    assert_eq!(mode(DriftMode::DiscardRow, DriftKind::Missing, false), "freeze");
    assert_eq!(mode(DriftMode::DiscardRow, DriftKind::Reordered, false), "evolve");
    assert_eq!(mode(DriftMode::Evolve, DriftKind::Type, false), "quarantine");
    assert_eq!(mode(DriftMode::DiscardValue, DriftKind::Type, false), "discard_value");
    assert_eq!(mode(DriftMode::DiscardValue, DriftKind::Type, true), "quarantine");
    assert_eq!(mode(DriftMode::DiscardValue, DriftKind::Null, true), "quarantine");
}

#[test]
fn what_is_not_supported_is_refused_and_not_passed_over() {
    let refused = |toml: &str| checked(toml, true).1;
    assert_eq!(refused("kinds = { type = \"evolve\" }"), ["`evolve` says nothing about the drift `type`"]);
    assert_eq!(refused("kinds = { widened = \"evolve\" }"), ["`evolve` says nothing about the drift `widened`"]);
    assert_eq!(
        refused("kinds = { missing = \"discard_row\" }"),
        ["`discard_row` says nothing about the drift `missing`"]
    );
    assert_eq!(refused("kinds = { reordered = \"quarantine\" }").len(), 1);
    assert_eq!(
        refused("[columns.PRICE.kinds]\ntype = \"discard_value\""),
        ["`discard_value` says nothing about the drift `type` of `PRICE`"]
    );
    assert_eq!(refused("[columns.id.kinds]\ntype = \"discard_value\"").len(), 1, "a key must have a value");
    assert_eq!(refused("[columns.not]\nmode = \"freeze\""), ["the column `not` is not declared"]);
    assert_eq!(refused("[columns.note.kinds]\nadded = \"freeze\""), ["`added` says nothing about `note`"]);
    let nameless = checked("kinds = { added = \"freeze\", type = \"freeze\" }", false).1;
    assert_eq!(nameless, ["`added` says nothing about this file"]);
}
