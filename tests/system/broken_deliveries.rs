//! Every broken delivery of `tests/deliveries`, through the binary: refused in its own words, never a fault of kam.

use crate::kam::{Ended, Kam};
use crate::real::copy_folder;
use crate::repository::{files, root, text};
use std::fs::write;
use tempfile::tempdir;

#[test]
fn every_broken_delivery_is_refused_in_its_own_words() {
    let mut mistakes = Vec::new();
    let cases = files("tests/deliveries", "/expected.txt");
    for case in &cases {
        let folder = case.trim_end_matches("/expected.txt");
        let project = tempdir().unwrap();
        copy_folder(&root().join(folder), project.path());
        // The built-in pipeline renders the portfolio: no delivery here is about what that reads.
        write(project.path().join("pipelines/quarterly.toml"), "description = \"No page.\"\nreports = []\n").unwrap();
        let ended = Kam::inside(&project).run("run");
        if let Err(expected) = Verdict::of(&text(case)).agrees(&ended) {
            mistakes.push(format!("{folder}: expected {expected}; ended with {}:\n{}", ended.code, ended.talk));
        }
    }
    println!("{} broken deliveries", cases.len());
    assert!(cases.len() >= 20 && mistakes.is_empty(), "\n{}\n", mistakes.join("\n"));
}

/// What a run must say of a delivery.
#[derive(Debug, PartialEq)]
struct Verdict {
    code: i32,
    sentences: Vec<String>,
}

impl Verdict {
    /// Reads `expected.txt`: a file refused as a whole, or the account of its rows.
    fn of(expected: &str) -> Self {
        let first = expected.lines().next().unwrap();
        match first.split_once(": ") {
            Some(("refused, Data", sentence)) => Self { code: 1, sentences: refused(sentence, expected) },
            Some(("refused, Source", sentence)) => Self { code: 3, sentences: refused(sentence, expected) },
            _ if first.ends_with("rejected 0") => Self { code: 0, sentences: Vec::new() },
            _ => Self { code: 1, sentences: rejected(expected) },
        }
    }

    fn agrees(&self, ended: &Ended) -> Result<(), String> {
        let said = |sentence: &String| ended.talk.contains(sentence.as_str());
        let is_silent = self.code == 0 || ended.data.is_empty();
        match self.sentences.iter().find(|sentence| !said(sentence)) {
            _ if ended.code != self.code => Err(format!("exit code {}", self.code)),
            _ if !is_silent => Err("nothing on standard output".to_owned()),
            Some(sentence) => Err(format!("`{sentence}`")),
            None => Ok(()),
        }
    }
}

/// The sentence, as far as it names no folder of its own, and the hint.
fn refused(sentence: &str, expected: &str) -> Vec<String> {
    let sentence = sentence.split(" is not in `<root>").next().unwrap();
    let hint = expected.lines().find(|line| line.starts_with("hint: ")).unwrap();
    vec![sentence.to_owned(), format!("= {hint}")]
}

/// The account, and the first rejected row: these files are so small that one row passes the limit.
fn rejected(expected: &str) -> Vec<String> {
    let numbers = |line: &str| line.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    let counts: Vec<u32> = numbers(expected.lines().next().unwrap());
    let first = expected.lines().find(|line| line.starts_with("line ")).unwrap();
    let mut parts = first.splitn(3, ": ");
    let (place, sentence) = (parts.next().unwrap(), parts.nth(1).unwrap());
    let line = place.split(',').next().unwrap();
    vec![format!("{} of {} rows of ", counts[2], counts[0]), format!("The first is in {line}: {sentence}.")]
}

#[test]
fn verdicts_are_read_from_what_is_expected() {
    let text = "read 5, admitted 1, rejected 4\nline 2, column A: not_a_date: `x: y` is none\n  1,x\n";
    let sentences = vec!["4 of 5 rows of ".to_owned(), "The first is in line 2: `x: y` is none.".to_owned()];
    assert_eq!(Verdict::of(text), Verdict { code: 1, sentences });
    assert_eq!(Verdict::of("read 2, admitted 2, rejected 0\n").code, 0);
    assert_eq!(Verdict::of("refused, Source: no `a` is not in `<root>`\nhint: wait\n").code, 3);
}
