//! The statements of docs/sandbox.md about PHP, each evaluated in PHP.

use crate::support::{Form, PhpServer, TestSandbox, URLENCODED, client, path_of};
use open_ticket_test_support::{get, post};
use serde_json::Value;
use std::collections::BTreeMap;
use std::process::Command;

const DOCUMENTATION: &str = include_str!("../../../docs/sandbox.md");

/// Returns the entries of the list in the section about PHP.
fn statements() -> Vec<&'static str> {
    let (_, section) = DOCUMENTATION.split_once("## PHP behaviour\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let entries = section.lines().filter_map(|line| line.strip_prefix("- "));
    entries.collect()
}

fn parameter(response: &Value, name: &str) -> Option<String> {
    response["post"][name].as_str().map(str::to_owned)
}

/// A multipart body with files of one byte.
fn multipart(files: usize, name: &str) -> Vec<u8> {
    let mut body = b"--b\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n1\r\n".to_vec();
    for index in 0..files {
        let part = format!(
            "--b\r\ncontent-disposition: form-data; name=\"f{index}\"; filename=\"{name}\"\r\n\r\nx\r\n"
        );
        body.extend(part.bytes());
    }
    body.extend(b"--b--\r\n");
    body
}

/// Evaluates the statements about requests, with PHP's web server.
fn evaluate_with_requests(php: &PhpServer) -> BTreeMap<&'static str, bool> {
    let send = |content_type: &str, body: Vec<u8>| {
        post(&php.url, body, &[("content-type", content_type)]).json()
    };
    let multipart_type = "multipart/form-data; boundary=b";
    let put = client()
        .put(&php.url)
        .header("content-type", URLENCODED)
        .body("a=1");
    let put: Value = serde_json::from_slice(&put.send().unwrap().bytes().unwrap()).unwrap();
    let too_large = [b"a=1&b=".to_vec(), vec![b'x'; 8 << 20]].concat();
    let many = send(multipart_type, multipart(25, "a.txt"));
    let path = send(multipart_type, multipart(1, "../logs/a.txt"));
    let mut cut = multipart(2, "a.txt");
    cut.truncate(cut.len() - 20);
    let cut = send(multipart_type, cut);
    BTreeMap::from([
        (
            "parameters in the URL are not in $_POST",
            parameter(&get(&format!("{}?a=1", php.url), &[]).json(), "a").is_none(),
        ),
        (
            "$_POST is filled for POST only",
            parameter(&put, "a").is_none(),
        ),
        (
            "$_POST is filled for URL-encoded and multipart bodies only, not for JSON",
            ["application/json", "text/plain", ""]
                .iter()
                .all(|content_type| parameter(&send(content_type, b"a=1".to_vec()), "a").is_none()),
        ),
        (
            "a body over post_max_size is discarded without an error",
            parameter(&send(URLENCODED, too_large), "a").is_none(),
        ),
        (
            "files after the first max_file_uploads are discarded",
            many["files"].as_object().unwrap().len() == 20,
        ),
        (
            "the path of a file in $_FILES is removed",
            path["files"]["f0"][0] == "a.txt",
        ),
        (
            "the complete parts of an incomplete multipart body are used",
            parameter(&cut, "a").as_deref() == Some("1") && cut["files"]["f0"][2] == 0,
        ),
    ])
}

#[test]
fn every_statement_about_php_holds_in_php() {
    // Without php.ini, the settings have PHP's defaults.
    let output = Command::new("php")
        .args(["-n", &path_of("statements.php")])
        .output()
        .unwrap();
    let mut results: BTreeMap<String, bool> = serde_json::from_slice(&output.stdout).unwrap();
    let php = PhpServer::start("post.php");
    let evaluated = evaluate_with_requests(&php).into_iter();
    results.extend(evaluated.map(|(statement, is_true)| (statement.to_owned(), is_true)));
    let mut documented = statements();
    documented.sort_unstable();
    assert_eq!(documented, results.keys().collect::<Vec<_>>());
    let false_statements: Vec<_> = results.iter().filter(|(_, is_true)| !**is_true).collect();
    assert!(false_statements.is_empty(), "{false_statements:?}");
}

/// The sandbox reads the parameters of a request if, and only if, PHP does.
#[test]
fn the_sandbox_reads_the_same_content_types_as_php() {
    let (php, sandbox) = (PhpServer::start("post.php"), TestSandbox::start());
    let body = Form::ticket().with_credentials().body();
    for content_type in [
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=UTF-8",
        "application/x-www-form-urlencoded;charset=utf-8",
        "Application/X-WWW-Form-Urlencoded",
        "application/x-www-form-urlencoded, text/plain",
        "application/x-www-form-urlencoded charset=utf-8",
        "application/x-www-form-urlencodedx",
        "application/json",
        "text/plain",
        "",
    ] {
        let headers = [("content-type", content_type)];
        let in_php = parameter(&post(&php.url, body.clone(), &headers).json(), "subject");
        let response = post(&sandbox.api_url(), body.clone(), &headers);
        assert_eq!(response.status == 200, in_php.is_some(), "{content_type}");
    }
}
