//! JSON Schemas of the definition files, for editors and for the reference.

use crate::connection::ConnectionWritten;
use crate::entity::EntityWritten;
use crate::extract::ExtractWritten;
use crate::given::GivenWritten;
use crate::model::HeaderWritten;
use crate::pipeline::PipelineWritten;
use crate::report::ReportWritten;
use crate::settings::SettingsWritten;
use schemars::{JsonSchema, schema_for};
use serde_json::Value;
use std::collections::BTreeMap;

/// The schema of every kind of definition: its name and its text, ending in a newline.
///
/// They stand in `docs/reference/<name>.schema.json`, made from the types that read the files.
pub fn schemas() -> Vec<(&'static str, String)> {
    vec![
        ("project", schema::<SettingsWritten>("pipelines/project.toml")),
        ("connections", schema::<BTreeMap<String, ConnectionWritten>>("pipelines/connections.toml")),
        ("pipeline", schema::<PipelineWritten>("pipelines/<name>.toml")),
        ("extract", schema::<ExtractWritten>("pipelines/extracts/<system>/<name>.toml")),
        ("entity", schema::<EntityWritten>("pipelines/entities/<name>.toml")),
        ("given", schema::<GivenWritten>("given/<name>.toml")),
        ("model-header", schema::<HeaderWritten>("the opening /* kam … */ of a SQL file")),
        ("report", schema::<ReportWritten>("report-templates/<name>/report.toml")),
    ]
}

fn schema<T: JsonSchema>(title: &str) -> String {
    let mut schema = schema_for!(T).to_value();
    without_null(&mut schema);
    if let Value::Object(object) = &mut schema {
        object.insert("title".into(), title.into());
    }
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    format!("{text}\n")
}

/// Takes out the `null` of keys that may be left out: TOML has none.
fn without_null(schema: &mut Value) {
    match schema {
        Value::Array(parts) => parts.iter_mut().for_each(without_null),
        Value::Object(object) => {
            if let Some(Value::Array(types)) = object.get_mut("type") {
                types.retain(|kind| kind != "null");
                if let [only] = types.as_slice() {
                    let only = only.clone();
                    object.insert("type".into(), only);
                }
            }
            if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
                choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
                if let [Value::Object(only)] = choices.as_slice() {
                    let only = only.clone();
                    object.remove("anyOf");
                    object.extend(only);
                }
            }
            object.values_mut().for_each(without_null);
        }
        _ => {}
    }
}
