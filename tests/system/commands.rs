//! The command line: what goes to which stream, in which words, with which exit code.

use crate::kam::Kam;
use serde_json::Value;
use std::fs;
use std::io::pipe;
use std::path::Path;
use tempfile::{TempDir, tempdir};

const VERBS: [&str; 10] =
    ["init", "validate", "compile", "plan", "run", "report", "sql", "status", "ls", "completions"];

fn somewhere() -> TempDir {
    tempdir().unwrap()
}

/// A folder with a new project.
fn new_project() -> TempDir {
    let folder = somewhere();
    Kam::inside(&folder).run("init").done();
    folder
}

fn append(file: impl AsRef<Path>, line: &str) {
    let text = fs::read_to_string(&file).unwrap();
    fs::write(file, format!("{text}{line}")).unwrap();
}

/// Every line of a text as JSON.
#[track_caller]
fn json_lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

#[test]
fn help_is_data() {
    let folder = somewhere();
    let help = Kam::inside(&folder).run("--help").done();
    for verb in VERBS {
        assert!(help.contains(&format!("\n  {verb} ")), "{verb}\n{help}");
        let ended = Kam::inside(&folder).call([verb, "--help"]);
        assert_eq!(ended.talk, "", "{verb}");
        assert!(ended.done().contains("\nExamples:\n  "), "{verb}");
    }
    assert!(help.contains("\nExit codes:\n  0   done, or nothing to do\n"), "{help}");
}

#[test]
fn the_version_is_that_of_the_package() {
    let version = Kam::inside(&somewhere()).run("--version").done();
    assert_eq!(version, format!("kam {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_command_line_that_makes_no_sense_ends_with_2() {
    for words in
        ["", "rum", "run --frobnicate", "sql --format xml x", "run --extracted-at yesterday", "--log-format x ls"]
    {
        let talk = Kam::inside(&somewhere()).run(words).refused(2);
        assert!(!talk.is_empty(), "{words}");
    }
    let talk = Kam::inside(&somewhere()).run("rum").refused(2);
    assert!(talk.starts_with("error: unrecognized subcommand 'rum'\n") && talk.contains("'run'"), "{talk}");
}

#[test]
fn without_a_project_nothing_can_be_done() {
    let folder = somewhere();
    let place = folder.path().canonicalize().unwrap();
    for verb in ["validate", "compile", "plan", "run", "report", "sql x", "status", "ls"] {
        let talk = Kam::inside(&folder).run(verb).refused(2);
        let expected = format!(
            "error: there is no kam project in `{}` or in any folder above it\n  \
             = hint: `kam init` makes a project here; `--project` names the folder of another\n",
            place.display()
        );
        assert_eq!(talk, expected, "{verb}");
    }
}

#[test]
fn a_project_that_is_named_must_be_one() {
    let folder = somewhere();
    fs::create_dir(folder.path().join("empty")).unwrap();
    let talk = Kam::inside(&folder).run("ls --project empty").refused(2);
    assert!(talk.contains("this folder is not a kam project"), "{talk}");
    let talk = Kam::inside(&folder).run("ls --project absent").refused(2);
    assert!(talk.contains("there is no such folder"), "{talk}");
}

#[test]
fn init_never_writes_over_a_file() {
    let folder = new_project();
    fs::write(folder.path().join("README.md"), "mine").unwrap();
    let talk = Kam::inside(&folder).run("init").refused(2);
    assert!(
        talk.starts_with("error: `.` already holds files that a new project would write\n  = They are: README.md, ")
    );
    assert_eq!(fs::read_to_string(folder.path().join("README.md")).unwrap(), "mine");
    let ended = Kam::inside(&folder).run("init other");
    assert_eq!((ended.code, ended.talk.as_str()), (0, "made a project in `other`; next: `kam run --project other`\n"));
}

#[test]
fn init_leaves_files_of_other_names_alone() {
    let folder = somewhere();
    fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    Kam::inside(&folder).run("init").done();
    assert_eq!(fs::read_to_string(folder.path().join("notes.txt")).unwrap(), "mine");
}

#[test]
fn a_pdf_without_a_browser_ends_with_3_before_anything_is_written() {
    let folder = new_project();
    for (variable, detail) in [
        ("", "Looked for chromium, chromium-browser, google-chrome and google-chrome-stable in the folders of `PATH`."),
        ("/nowhere/chrome", "`CHROME` names `/nowhere/chrome`, which is no program."),
    ] {
        let kam = Kam::inside(&folder).with("PATH", "/nowhere").with("CHROME", variable);
        let talk = kam.run("report --gallery --pdf").refused(3);
        assert!(talk.contains(detail) && talk.contains("`apt install chromium` on Debian"), "{talk}");
    }
    assert!(!folder.path().join("reports").exists());
}

#[test]
fn the_gallery_needs_no_tables() {
    let folder = new_project();
    let paths = Kam::inside(&folder).run("report --gallery --locale en").done();
    let page = folder.path().join("reports/gallery/en.html");
    assert_eq!(Path::new(paths.trim()).canonicalize().unwrap(), page.canonicalize().unwrap());
    assert!(fs::read_to_string(page).unwrap().contains("<svg"));
    assert!(!folder.path().join("lake").exists());
    Kam::inside(&folder).run("report --gallery --quarter 2026Q3").refused(2);
    Kam::inside(&folder).run("report --gallery --account 1").refused(2);
    Kam::inside(&folder).run("report --gallery --locale fr").refused(2);
}

#[test]
fn a_project_is_found_from_below_and_by_name() {
    let folder = new_project();
    let below = folder.path().join("sql/staging");
    let listed = Kam::inside(&below).run("ls").done();
    let named = Kam::inside(&somewhere()).call(["--project".as_ref(), folder.path().as_os_str(), "ls".as_ref()]).done();
    assert_eq!(listed, named);
}

#[test]
fn ls_says_whose_a_thing_is() {
    let folder = new_project();
    fs::create_dir_all(folder.path().join("sql/marts")).unwrap();
    let built_in = crate::repository::text("sql/marts/value_contribution.sql");
    fs::write(folder.path().join("sql/marts/value_contribution.sql"), built_in).unwrap();
    let list: Value = serde_json::from_str(&Kam::inside(&folder).run("ls --format json").done()).unwrap();
    let origin = |name: &str| {
        let entry = list.as_array().unwrap().iter().find(|entry| entry["name"] == name);
        entry.unwrap_or_else(|| panic!("{name}"))["origin"].as_str().unwrap().to_owned()
    };
    assert_eq!(origin("raw.erp_customers"), "project");
    assert_eq!(origin("marts.customer_asset_map"), "built_in");
    assert_eq!(origin("marts.value_contribution"), "over_built_in");
    assert_eq!(origin("run.quarters"), "built_in");
    let text = Kam::inside(&folder).run("ls").done();
    assert!(text.contains("\nraw\n  raw.erp_customers "), "{text}");
}

#[test]
fn a_mistake_is_told_with_its_place() {
    let folder = new_project();
    append(folder.path().join("pipelines/quarterly.toml"), "extract = [\"*\"]\n");
    let ended = Kam::inside(&folder).run("validate");
    let talk = ended.refused(2);
    assert!(talk.contains("\n  --> pipelines/quarterly.toml:3:1\n"), "{talk}");
    assert!(talk.ends_with(
        "error: the definitions hold 1 mistake\n  = hint: `kam validate` looks again once they are mended\n"
    ));
    for verb in ["compile", "plan", "run", "report", "sql x", "status", "ls"] {
        assert_eq!(Kam::inside(&folder).run(verb).refused(2), talk, "{verb}");
    }
    let lines = json_lines(&Kam::inside(&folder).run("validate --log-format json").refused(2));
    assert_eq!((&lines[0]["event"], &lines[0]["line"], &lines[0]["column"]), (&"problem".into(), &3.into(), &1.into()));
    assert_eq!(lines[1]["message"], "the definitions hold 1 mistake");
}

#[test]
fn a_wrong_column_is_found_without_data() {
    let folder = new_project();
    let model = folder.path().join("sql/staging/erp/customers.sql");
    fs::write(&model, fs::read_to_string(&model).unwrap().replace("trim(city)", "trim(town)")).unwrap();
    for verb in ["validate", "run"] {
        let talk = Kam::inside(&folder).run(verb).refused(2);
        assert!(talk.contains("sql/staging/erp/customers.sql") && talk.contains("town"), "{verb}: {talk}");
    }
}

#[test]
fn colour_is_for_who_wants_it() {
    let folder = somewhere();
    let forced = Kam::inside(&folder).with("CLICOLOR_FORCE", "1").run("ls").refused(2);
    assert!(forced.starts_with("\u{1b}[1;31merror:\u{1b}[0m "), "{forced:?}");
    let none = Kam::inside(&folder).with("CLICOLOR_FORCE", "1").with("NO_COLOR", "1").run("ls").refused(2);
    assert!(!none.contains('\u{1b}'), "{none:?}");
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let folder = new_project();
    for words in ["completions bash", "ls", "--help"] {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let ended = Kam::inside(&folder).writing_to(writer).run(words);
        assert_eq!((ended.code, ended.talk.as_str()), (0, ""), "{words}");
    }
}

#[test]
fn every_shell_gets_its_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = Kam::inside(&somewhere()).call(["completions", shell]).done();
        assert!(script.contains("validate"), "{shell}");
    }
}

#[test]
fn a_new_project_works_from_the_first_run_to_the_last_question() {
    let folder = new_project();
    Kam::inside(&folder).run("validate").done();
    let plan = Kam::inside(&folder).run("plan").done();
    assert!(plan.starts_with("land "), "{plan}");

    let run = Kam::inside(&folder).run("run");
    assert!(run.talk.contains("[1/") && run.talk.trim_end().ends_with(" s"), "{}", run.talk);
    let pages = run.done();
    assert_eq!(pages.lines().count(), 6, "three quarters, two languages: {pages}");
    for page in pages.lines() {
        assert!(folder.path().join(page).is_file(), "{page}");
    }

    questions(&folder);

    let again = Kam::inside(&folder).run("run");
    assert!(again.talk.contains("nothing to do"), "{}", again.talk);
    again.done();
    assert_eq!(Kam::inside(&folder).run("plan").done(), "");

    let pages = Kam::inside(&folder).run("report --quarter 2025Q3 --locale en").done();
    assert_eq!(pages.lines().count(), 1, "{pages}");
    let status: Value = serde_json::from_str(&Kam::inside(&folder).run("status --format json").done()).unwrap();
    assert!(status.is_object(), "{status}");
    assert!(Kam::inside(&folder).run("status").done().contains("done"));
}

/// Questions to a project that has run.
fn questions(folder: &TempDir) {
    let sum = "select quarter, sum(net_revenue_q_amount) as net from marts.value_contribution group by quarter order by quarter";
    let csv = Kam::inside(folder).call(["sql", "--format", "csv", sum]).done();
    assert_eq!(csv, "quarter,net\n2025Q1,64080.5000\n2025Q2,60185.0000\n2025Q3,57197.5000\n");
    assert_eq!(Kam::inside(folder).reading(sum).run("sql --format csv").done(), csv);
    assert_eq!(json_lines(&Kam::inside(folder).call(["sql", "--format", "json", sum]).done()).len(), 3);
    assert!(Kam::inside(folder).call(["sql", sum]).done().contains("64080.5000"));

    let file = folder.path().join("rows.parquet");
    Kam::inside(folder).writing_to(fs::File::create(&file).unwrap()).call(["sql", "--format", "parquet", sum]).done();
    assert!(fs::read(&file).unwrap().starts_with(b"PAR1"));

    for (query, word) in [("", "empty"), ("select * from marts.nothing", "nothing"), ("frobnicate 1", "frobnicate")] {
        let talk = Kam::inside(folder).call(["sql", query]).refused(2);
        assert!(talk.starts_with("error: ") && talk.contains(word), "{talk}");
    }
    for query in ["drop table marts.value_contribution", "create table x as select 1", "copy (select 1) to 'x.csv'"] {
        let talk = Kam::inside(folder).call(["sql", query]).refused(2);
        assert!(talk.contains("= hint: `kam sql` only reads"), "{talk}");
    }
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let ended = Kam::inside(folder).writing_to(writer).call(["sql", sum]);
    assert_eq!((ended.code, ended.talk.as_str()), (0, ""));
}

#[test]
fn a_run_tells_programs_in_json_and_nobody_when_quiet() {
    let folder = new_project();
    let run = Kam::inside(&folder).run("run --log-format json");
    let events: Vec<String> = json_lines(&run.talk).iter().map(|line| line["event"].as_str().unwrap().into()).collect();
    for event in ["started", "step_started", "step_finished", "committed", "finished"] {
        assert!(events.iter().any(|told| told == event), "{event}: {events:?}");
    }
    run.done();
    let forced = Kam::inside(&folder).run("run --force --quiet");
    assert_eq!(forced.talk, "");
    assert_eq!(forced.done().lines().count(), 6);
}

#[test]
fn data_that_is_refused_ends_with_1_and_shows_nothing() {
    let folder = new_project();
    append(folder.path().join("deliveries/erp/invoice_lines_2025Q3.csv"), "R-1012,1,C1,invoice,31.09.2025,1.00,1.00\n");
    let run = Kam::inside(&folder).run("run");
    assert_eq!(run.code, 1, "{}", run.talk);
    assert!(run.talk.contains("error: ") && run.talk.contains("invoice_lines_2025Q3.csv"), "{}", run.talk);
    assert_eq!(run.data, "");
}
