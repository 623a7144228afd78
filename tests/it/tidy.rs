//! Does the code keep the rules of the house?
//!
//! The compiler and the lints check most of them; here stand those that they cannot see.

use std::path::{Path, PathBuf};

/// Beyond this a file has more than one subject.
const MOST_LINES: usize = 400;

struct Source {
    path: String,
    text: String,
}

impl Source {
    fn is_test(&self) -> bool {
        self.path.starts_with("tests/")
            || self
                .path
                .split('/')
                .any(|part| matches!(part, "tests" | "tests.rs" | "spec" | "spec.rs"))
            || self.path.ends_with("_tests.rs")
    }

    /// What is compiled into the product: the file up to its tests.
    fn product(&self) -> &str {
        if self.is_test() {
            return "";
        }
        self.text.split("#[cfg(test)]").next().unwrap_or_default()
    }
}

#[test]
fn no_file_has_more_than_four_hundred_lines() {
    assert_none("longer than 400 lines", |source| {
        let lines = source.text.lines().count();
        (lines > MOST_LINES).then(|| format!("{lines} lines"))
    });
}

#[test]
fn every_module_says_first_what_question_it_answers() {
    assert_none("without a first line of documentation", |source| {
        let first = source.text.lines().next().unwrap_or_default();
        // The specs of a module stand beside it, and are its second half.
        if source.path.ends_with("/spec.rs") || source.path.ends_with("/tests.rs") {
            return None;
        }
        (!first.starts_with("//! ")).then(|| first.to_owned())
    });
}

#[test]
fn nothing_outside_the_tests_unwraps() {
    let unwrap = [".unwrap", "()"].concat();
    assert_none("with an unwrap", |source| {
        first_line_with(source.product(), &unwrap)
    });
}

#[test]
fn nothing_is_left_for_later() {
    let marks = [
        ["to", "do!("],
        ["unimple", "mented!("],
        ["FIX", "ME"],
        ["db", "g!("],
        ["#[ig", "nore"],
    ];
    assert_none("with something left for later", |source| {
        marks
            .iter()
            .find_map(|mark| first_line_with(&source.text, &mark.concat()))
    });
}

#[test]
fn nobody_reads_the_system_clock_but_the_clock() {
    let now = ["Utc::now", "()"].concat();
    assert_none("with a clock of its own", |source| {
        let is_the_clock = source.path.starts_with("infra/src/clock");
        if is_the_clock {
            None
        } else {
            first_line_with(source.product(), &now)
        }
    });
}

#[test]
fn the_project_speaks_of_itself_alone() {
    let outside = [
        ["../sha", "red"],
        ["shared/", "spec"],
        ["shared/", "design"],
        ["/wo", "rk/"],
    ];
    let mut bad = Vec::new();
    for path in tracked_texts() {
        let text = std::fs::read_to_string(root().join(&path)).unwrap_or_default();
        let found = outside
            .iter()
            .find_map(|mark| first_line_with(&text, &mark.concat()));
        bad.extend(found.map(|line| format!("{}: {line}", path.display())));
    }
    assert!(
        bad.is_empty(),
        "these point outside of the project:\n{}",
        bad.join("\n")
    );
}

fn first_line_with(text: &str, mark: &str) -> Option<String> {
    let (index, line) = text
        .lines()
        .enumerate()
        .find(|(_, line)| line.contains(mark))?;
    Some(format!("line {}: {}", index + 1, line.trim()))
}

fn assert_none(what: &str, finding: impl Fn(&Source) -> Option<String>) {
    let bad: Vec<_> = sources()
        .iter()
        .filter_map(|source| finding(source).map(|found| format!("{}: {found}", source.path)))
        .collect();
    assert!(bad.is_empty(), "files {what}:\n{}", bad.join("\n"));
}

fn sources() -> Vec<Source> {
    let root = root();
    let mut files = Vec::new();
    for package in ["domain", "infra", "projections", "api", "tests"] {
        collect(&root.join(package), &["rs"], &mut files);
    }
    assert!(files.len() > 10, "the sources are not where they were");
    files
        .into_iter()
        .map(|file| Source {
            path: file
                .strip_prefix(&root)
                .unwrap_or(&file)
                .display()
                .to_string(),
            text: std::fs::read_to_string(&file).expect("a readable source file"),
        })
        .collect()
}

/// Every text of the project, relative to its root.
fn tracked_texts() -> Vec<PathBuf> {
    let root = root();
    let mut files = Vec::new();
    for entry in std::fs::read_dir(&root)
        .expect("the project's root")
        .flatten()
    {
        let path = entry.path();
        let name = entry.file_name();
        if matches!(name.to_str(), Some("target" | "data" | ".git")) {
            continue;
        }
        if path.is_file() {
            files.push(path);
        } else {
            collect(&path, TEXTS, &mut files);
        }
    }
    files
        .iter()
        .filter_map(|file| file.strip_prefix(&root).ok().map(Path::to_path_buf))
        .collect()
}

const TEXTS: &[&str] = &[
    "rs", "md", "sql", "toml", "sh", "py", "html", "txt", "css", "js", "ftl", "yml",
];

fn collect(folder: &Path, kinds: &[&str], into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, kinds, into);
        } else if path
            .extension()
            .and_then(|kind| kind.to_str())
            .is_some_and(|kind| kinds.contains(&kind))
        {
            into.push(path);
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the project's root")
        .to_path_buf()
}
