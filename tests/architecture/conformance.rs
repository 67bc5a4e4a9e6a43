//! docs/accessibility.md names each criterion of WCAG 2.2 at levels A and AA, and an existing test
//! for each applicable criterion.

use std::fs;
use std::path::Path;

/// The criteria of WCAG 2.2, levels A and AA (W3C Recommendation, 12 December 2024).
const CRITERIA: [&str; 55] = [
    "1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.3.1", "1.3.2", "1.3.3", "1.4.1", "1.4.2", "2.1.1",
    "2.1.2", "2.1.4", "2.2.1", "2.2.2", "2.3.1", "2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.5.1",
    "2.5.2", "2.5.3", "2.5.4", "3.1.1", "3.2.1", "3.2.2", "3.2.6", "3.3.1", "3.3.2", "3.3.7",
    "4.1.2", "1.2.4", "1.2.5", "1.3.4", "1.3.5", "1.4.3", "1.4.4", "1.4.5", "1.4.10", "1.4.11",
    "1.4.12", "1.4.13", "2.4.5", "2.4.6", "2.4.7", "2.4.11", "2.5.7", "2.5.8", "3.1.2", "3.2.3",
    "3.2.4", "3.3.3", "3.3.4", "3.3.8", "4.1.3",
];

/// Returns the problems of a report, one line each.
fn problems(report: &str) -> Vec<String> {
    let rows = report.lines().filter_map(row);
    let rows: Vec<_> = rows.filter(|row| is_number(row[0])).collect();
    let mut problems = Vec::new();
    for criterion in CRITERIA {
        let count = rows
            .iter()
            .filter(|row| number(row[0]) == criterion)
            .count();
        if count != 1 {
            problems.push(format!("{criterion} has {count} rows"));
        }
    }
    for row in &rows {
        let [name, conformance, remarks, test] = row[..] else {
            problems.push(format!("{}: not four columns", row[0]));
            continue;
        };
        if !CRITERIA.contains(&number(name)) {
            problems.push(format!("{name} is not a criterion of level A or AA"));
        }
        if remarks.is_empty() {
            problems.push(format!("{name} has no remark"));
        }
        match conformance {
            "Not applicable" if test == "–" => {}
            "Supports" | "Partially supports" | "Does not support" => {
                problems.extend(missing_test(name, test));
            }
            _ => problems.push(format!("{name}: {conformance}, test {test}")),
        }
    }
    problems
}

/// Returns the cells of a table row.
fn row(line: &str) -> Option<Vec<&str>> {
    let cells = line.strip_prefix("| ")?.strip_suffix(" |")?;
    Some(cells.split(" | ").collect())
}

fn number(name: &str) -> &str {
    name.split(' ').next().unwrap_or_default()
}

fn is_number(name: &str) -> bool {
    let number = number(name);
    number.split('.').count() == 3 && number.split('.').all(|part| part.parse::<u8>().is_ok())
}

/// Returns a problem unless the file of a test contains its title.
fn missing_test(name: &str, test: &str) -> Option<String> {
    let parsed = test.strip_prefix('`').and_then(|rest| {
        let (file, title) = rest.split_once("`: “")?;
        Some((file, title.strip_suffix('”')?))
    });
    let Some((file, title)) = parsed else {
        return Some(format!("{name}: no file and title in {test}"));
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    match fs::read_to_string(path) {
        Err(_) => Some(format!("{name}: {file} does not exist")),
        Ok(code) if !code.contains(title) => Some(format!("{name}: {file} has no test “{title}”")),
        Ok(_) => None,
    }
}

#[test]
fn each_criterion_of_wcag_has_a_row_and_each_test_of_the_report_exists() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/accessibility.md");
    let report = fs::read_to_string(path).expect("the report");
    assert_eq!(problems(&report), [""; 0]);
}

#[test]
fn a_missing_row_a_wrong_conformance_and_a_missing_test_are_found() {
    let problem_count = |conformance: &str, test: &str| {
        let report = format!("| 1.1.1 Non-text Content | {conformance} | why | {test} |");
        let found = problems(&report).into_iter();
        found.filter(|problem| problem.starts_with("1.1.1")).count()
    };
    let exists = "`tests/architecture/conformance.rs`: “a_missing_row_a_wrong”";
    assert_eq!(problem_count("Supports", exists), 0);
    assert_eq!(problem_count("Not applicable", "–"), 0);
    assert_eq!(problem_count("Supports", "–"), 1);
    assert_eq!(problem_count("Perfect", exists), 1);
    assert_eq!(
        problem_count("Supports", &exists.replace("conformance.rs", "none.rs")),
        1
    );
    let other_title = ["“no such ", "test”"].concat();
    let other = exists.replace("“a_missing_row_a_wrong”", &other_title);
    assert_eq!(problem_count("Supports", &other), 1);
    assert_eq!(problems("").len(), CRITERIA.len());
}
