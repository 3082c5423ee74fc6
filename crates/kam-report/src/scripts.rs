//! The scripts a page may run: few, small, ours, and named by their hash in the page's own policy.
//!
//! ```html
//! <meta http-equiv="Content-Security-Policy" content="default-src 'none'; …; script-src {{ script_hash(name="tables.js") }}">
//! {{ script(name="tables.js") }}
//! ```
//!
//! A browser runs a script whose bytes have a hash the policy names, and nothing else: a row that brings a script of
//! its own is only text, and would be even if a template forgot to escape it.

use crate::Error;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::Arc;
use tera::{Kwargs, State, Tera, Value};

/// What would end a script, or make its end another, whatever stands around it.
const ENDINGS: [&str; 2] = ["</script", "<!--"];

/// Scripts by their name below `scripts/`.
#[derive(Clone)]
pub(crate) struct Scripts {
    by_name: Arc<BTreeMap<String, Script>>,
}

/// One script, ready to stand in a page.
struct Script {
    element: String,
    hash: String,
}

impl Scripts {
    /// Reads the scripts below `report-templates/`; refuses one that would end before its end.
    pub(crate) fn read(files: &BTreeMap<String, String>) -> Result<Self, Error> {
        let mut by_name = BTreeMap::new();
        for (path, text) in files {
            let lower = text.to_ascii_lowercase();
            if let Some(ending) = ENDINGS.into_iter().find(|ending| lower.contains(ending)) {
                return Err(Error::Script { name: path.clone(), ending });
            }
            by_name.insert(path.strip_prefix("scripts/").unwrap_or(path).to_owned(), Script::of(text));
        }
        Ok(Self { by_name: Arc::new(by_name) })
    }

    /// Registers `script` and `script_hash`.
    pub(crate) fn register(self, tera: &mut Tera) {
        let scripts = self.clone();
        tera.register_function("script", move |arguments: Kwargs, _: &State| {
            scripts.get(&arguments).map(|script| Value::safe_string(&script.element))
        });
        tera.register_function("script_hash", move |arguments: Kwargs, _: &State| {
            self.get(&arguments).map(|script| Value::safe_string(&script.hash))
        });
    }

    fn get(&self, arguments: &Kwargs) -> Result<&Script, tera::Error> {
        let name = arguments.must_get::<&str>("name")?;
        let missing = || tera::Error::message(format!("there is no script `{name}` below report-templates/scripts"));
        self.by_name.get(name).ok_or_else(missing)
    }
}

impl Script {
    /// The hash is of what stands between the tags, as a browser reads it: lines end in a line feed alone.
    fn of(text: &str) -> Self {
        let text = text.replace("\r\n", "\n");
        let text = text.trim();
        let hash = STANDARD.encode(Sha256::digest(text.as_bytes()));
        Self { element: format!("<script>{text}</script>"), hash: format!("'sha256-{hash}'") }
    }
}
