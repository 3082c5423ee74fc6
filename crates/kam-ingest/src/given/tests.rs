#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::*;
use crate::made::{column, texts};
use arrow_array::cast::AsArray;
use arrow_array::types::Decimal128Type;
use kam_project::{ColumnType, Layer, TableName};

fn parameters(built_in: &str, own: Option<&str>) -> Given {
    let mut value = column("value", ColumnType::Decimal(18, 4));
    value.required = true;
    let built_in = ("built-in:given/parameters.csv".into(), built_in.to_owned());
    let own = own.map(|text| ("given/parameters.csv".into(), text.to_owned()));
    Given {
        table: TableName::new(Layer::Given, "parameters"),
        file: "built-in:given/parameters.toml".into(),
        description: "Weights and thresholds.".to_owned(),
        key: texts(&["param_id", "valid_from"]),
        columns: vec![column("param_id", ColumnType::Text), column("valid_from", ColumnType::Date), value],
        texts: std::iter::once(built_in).chain(own).collect(),
    }
}

#[test]
fn the_projects_rows_replace_the_built_in_ones() {
    let given = parameters(
        "param_id,valid_from,value\nabc_a,1970-01-01,0.8\nabc_b,1970-01-01,0.95\n",
        Some("value,param_id,valid_from\n0.7,abc_a,1970-01-01\n0.6,abc_a,2026-01-01\n"),
    );
    let batch = admit_given(&given).unwrap();
    let ids: Vec<_> = batch.column(0).as_string::<i32>().iter().flatten().collect();
    assert_eq!(ids, ["abc_b", "abc_a", "abc_a"]);
    assert_eq!(batch.column(2).as_primitive::<Decimal128Type>().values(), &[9_500, 7_000, 6_000]);
    assert_eq!(batch.num_columns(), 3);
}

#[test]
fn every_mistake_is_a_problem_with_its_place() {
    let text = "param_id,valid_from,value\nabc_a,1970-01-01,lots\nabc_b,1970-13-01,1\nabc_c,1970-01-01\nabc_d,1970-01-01,1\n\nabc_d,1970-01-01,2\n";
    let problems = admit_given(&parameters(text, None)).unwrap_err();
    let told: Vec<_> =
        problems.iter().map(|problem| (&text[problem.span.clone().unwrap()], problem.message.as_str())).collect();
    assert_eq!(
        told,
        [
            ("lots", "line 2: `lots` in column `value` is not a number"),
            ("1970-13-01", "line 3: `1970-13-01` in column `valid_from` is not a date like `%Y-%m-%d`"),
            ("abc_c,1970-01-01", "line 4: the row has 2 fields where the file has 3 columns"),
            ("abc_d,1970-01-01,2", "line 7 has the same param_id, valid_from as line 5"),
        ]
    );
    assert_eq!(problems[0].file.to_str(), Some("built-in:given/parameters.csv"));
}

#[test]
fn a_bad_header_is_one_problem() {
    let problems = admit_given(&parameters("param_id,valid_from,Values\n", None)).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].message, "`built-in:given/parameters.csv` lacks the required column `value`");
    assert_eq!(problems[0].hint.as_deref(), Some("did you mean `Values`? then declare the column under that name"));
}

#[test]
fn a_header_alone_is_an_empty_table() {
    assert_eq!(admit_given(&parameters("param_id,valid_from,value\n", None)).unwrap().num_rows(), 0);
    assert_eq!(admit_given(&parameters("", None)).unwrap_err()[0].message, "`built-in:given/parameters.csv` is empty");
}
