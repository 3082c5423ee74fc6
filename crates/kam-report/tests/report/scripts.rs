//! What a page may run: little, ours, and named by its hash.

use crate::shelf;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use kam_project::Templates;
use kam_report::{Error, Renderer};
use sha2::{Digest, Sha256};

/// All scripts together stay below this.
const MOST: usize = 10_000;

fn with_script(text: &str) -> Templates {
    let mut templates = shelf::templates();
    templates.scripts.insert("scripts/test.js".to_owned(), text.to_owned());
    let page = "{{ script_hash(name=\"test.js\") }} {{ script(name=\"test.js\") }}";
    templates.html.insert("portfolio/page.html".to_owned(), page.to_owned());
    templates
}

fn render(templates: &Templates) -> Result<String, Error> {
    Renderer::new(templates, "en")?.render(&shelf::about(&shelf::portfolio()), shelf::rows())
}

#[test]
fn the_hash_is_of_what_the_browser_reads() {
    let page = render(&with_script("\r\nlet a = 1 < 2 && \"'\";\r\nlet b = `客`;\n\n")).unwrap();
    let (hash, element) = page.split_once(' ').unwrap();
    let inside = element.strip_prefix("<script>").and_then(|rest| rest.strip_suffix("</script>")).unwrap();
    assert_eq!(inside, "let a = 1 < 2 && \"'\";\nlet b = `客`;");
    assert_eq!(hash, format!("'sha256-{}'", STANDARD.encode(Sha256::digest(inside))));
}

#[test]
fn a_known_script_has_a_known_hash() {
    // From `printf 'alert(1)' | openssl dgst -sha256 -binary | base64`.
    let page = render(&with_script("alert(1)")).unwrap();
    assert_eq!(page, "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=' <script>alert(1)</script>");
}

#[test]
fn a_script_that_ends_itself_is_refused() {
    for (text, ending) in
        [("x = '</script>'", "</script"), ("x = '</SCRIPT '", "</script"), ("// <!-- <script>", "<!--")]
    {
        let error = render(&with_script(text)).unwrap_err().to_string();
        assert_eq!(
            error,
            format!("script `scripts/test.js` holds `{ending}`, which a browser would take for the page's own")
        );
    }
}

#[test]
fn a_script_that_is_not_there_is_told() {
    let mut templates = with_script("");
    templates.scripts.clear();
    let error = render(&templates).unwrap_err().to_string();
    assert!(error.ends_with("there is no script `test.js` below report-templates/scripts"), "{error}");
}

#[test]
fn all_scripts_together_stay_small() {
    let scripts = shelf::templates().scripts;
    let bytes: usize = scripts.values().map(String::len).sum();
    assert!(bytes < MOST, "{bytes} bytes of script in {:?}", scripts.keys());
}
