//! `--check-config` and `--check`: errors and warnings before the relay serves visitors.

use crate::support::{EXAMPLE_CONFIG, WorkingDirectory};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;
use std::sync::mpsc;
use std::thread;

const URL: &str = "https://whmcs.example.com/includes/api.php";

fn text(output: &Output) -> String {
    let parts = [output.stdout.as_slice(), &output.stderr];
    String::from_utf8(parts.concat()).unwrap()
}

/// Runs the program with a complete credential.
fn run(directory: &WorkingDirectory, arguments: &[&str]) -> (bool, String) {
    let mut command = directory.command(arguments);
    command.env("OPEN_TICKET_IDENTIFIER", "identifier");
    command.env("OPEN_TICKET_SECRET", "the-operators-secret");
    let output = command.output().unwrap();
    assert!(!text(&output).contains("the-operators-secret"));
    (output.status.success(), text(&output))
}

/// Names, content and modes of all files in a folder.
fn snapshot(folder: &Path) -> BTreeMap<String, (Vec<u8>, u32)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| {
            let mode = entry.metadata().unwrap().permissions().mode();
            let content = fs::read(entry.path()).unwrap_or_default();
            (entry.file_name().into_string().unwrap(), (content, mode))
        })
        .collect()
}

#[test]
fn a_check_of_the_configuration_changes_nothing() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    drop(directory.start());
    fs::remove_file(directory.log()).unwrap();
    for state in ["open-ticket-state.db", "new.db"] {
        let before = snapshot(directory.path());
        let (is_valid, output) = run(
            &directory,
            &["--check-config", "--whmcs", URL, "--state", state],
        );
        assert!(is_valid, "{output}");
        assert_eq!(snapshot(directory.path()), before);
    }
}

#[test]
fn a_check_of_the_configuration_works_while_the_relay_runs() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let relay = directory.start();
    let (is_valid, output) = run(&directory, &["--check-config", "--sandbox"]);
    assert!(is_valid, "{output}");
    let ticket = open_ticket_test_support::Form::ticket();
    assert_eq!(relay.post("/api/ticket", &ticket)["result"], "success");
}

#[test]
fn every_wrong_argument_is_reported_with_its_name_or_value() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    fs::write(directory.path().join("notes.txt"), "shopping list").unwrap();
    fs::create_dir(directory.path().join("folder")).unwrap();
    let other = rusqlite::Connection::open(directory.path().join("other.db")).unwrap();
    other.execute_batch("CREATE TABLE x (y)").unwrap();
    for (arguments, expected) in [
        (["--whmcs", "http://example.com/api.php"], "--whmcs"),
        (["--state", "notes.txt"], "notes.txt"),
        (["--state", "folder"], "folder"),
        (["--state", "/nonexistent/state.db"], "/nonexistent"),
        (["--state", "postgres://x"], "--state"),
        (["--listen", "nonsense"], "--listen"),
        (["--port", "abc"], "PORT"),
        (["--metrics-listen", "9464"], "--metrics-listen"),
        (["--config", "missing.toml"], "missing.toml"),
    ] {
        let (is_valid, output) = run(&directory, &[&["--check-config"], &arguments[..]].concat());
        assert!(
            !is_valid && output.contains(expected),
            "{arguments:?}: {output}"
        );
    }
}

#[test]
fn a_file_of_articles_that_cannot_be_used_causes_a_warning() {
    let config = EXAMPLE_CONFIG.replace("articles = \"\"", "articles = \"articles.json\"");
    let directory = WorkingDirectory::new(&config);
    let article = r#"[{"title": "Renew", "url": "https://example.com/1", "text": "x"}]"#;
    for (content, expected) in [
        (None, "suggestions.articles: the file cannot be read"),
        (
            Some("secret"),
            "suggestions.articles: the source is not a JSON array",
        ),
        (Some(article), ""),
    ] {
        if let Some(content) = content {
            fs::write(directory.path().join("articles.json"), content).unwrap();
        }
        let (is_valid, output) = run(&directory, &["--check-config", "--sandbox"]);
        assert!(is_valid && output.contains(expected), "{output}");
        assert_eq!(
            output.contains("suggestions.articles"),
            !expected.is_empty()
        );
        assert!(!output.contains("secret"), "{output}");
    }
}

#[test]
fn a_state_file_of_another_kind_is_refused_and_not_changed() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let other = rusqlite::Connection::open(directory.path().join("other.db")).unwrap();
    other.execute_batch("CREATE TABLE x (y)").unwrap();
    drop(other);
    fs::write(directory.path().join("notes.txt"), "shopping list").unwrap();
    for name in ["notes.txt", "other.db"] {
        let file = directory.path().join(name);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        let before = snapshot(directory.path());
        let error = directory.startup_error(&["--sandbox", "--port", "0", "--state", name]);
        assert!(
            error.contains(name) && error.contains("was not changed"),
            "{error}"
        );
        let after = snapshot(directory.path());
        assert_eq!(after[name], before[name]);
    }
}

#[test]
fn the_state_and_the_database_must_be_two_files() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    std::os::unix::fs::symlink("tickets.db", directory.path().join("link.db")).unwrap();
    for state in ["tickets.db", "./tickets.db", "link.db"] {
        let error = directory.startup_error(&[
            "--sandbox",
            "--port",
            "0",
            "--database",
            "tickets.db",
            "--state",
            state,
        ]);
        assert!(error.contains("--state and --database"), "{state}: {error}");
        assert!(!error.contains("another relay"), "{error}");
    }
}

#[test]
fn a_port_that_is_ignored_causes_a_warning() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let mut command = directory.command(&["--sandbox", "--listen", "127.0.0.1:0"]);
    drop(directory.start_command(command.env("PORT", "abc")));
    let log = fs::read_to_string(directory.log()).unwrap();
    assert!(log.contains("PORT") && log.contains("abc"), "{log}");
    let mut command = directory.command(&["--sandbox"]);
    let output = command.env("PORT", "abc").output().unwrap();
    assert!(!output.status.success() && text(&output).contains("PORT"));
}

#[test]
fn the_link_to_the_sandbox_causes_a_warning_with_whmcs() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let (is_valid, output) = run(&directory, &["--check-config", "--whmcs", URL]);
    assert!(is_valid && output.contains("ticket_url"), "{output}");
    let (is_valid, output) = run(&directory, &["--check-config", "--sandbox"]);
    assert!(is_valid && !output.contains("ticket_url"), "{output}");
}

#[test]
fn departments_that_are_only_for_clients_require_a_signing_key() {
    let config = "[[departments]]\nid = 1\nname = \"A\"\nclients_only = true\n";
    let directory = WorkingDirectory::new(config);
    let arguments = ["--check-config", "--whmcs", URL];
    let (is_valid, output) = run(&directory, &arguments);
    assert!(!is_valid && output.contains("departments"), "{output}");
    assert!(output.contains("OPEN_TICKET_SIGNING_KEY"), "{output}");
    let mut command = directory.command(&arguments);
    command.env("OPEN_TICKET_IDENTIFIER", "i");
    command.env("OPEN_TICKET_SECRET", "s");
    command.env("OPEN_TICKET_SIGNING_KEY", "k".repeat(32));
    assert!(command.output().unwrap().status.success());
}

/// The systemd unit runs the check in another folder, and without the options of the service.
#[test]
fn default_paths_are_not_checked_outside_of_the_folder_of_the_service() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let mut command = directory.command(&["--check-config", "--config"]);
    command.arg(directory.path().join("open-ticket.toml"));
    let output = command.current_dir("/proc/self").output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    assert!(!text(&output).contains("WARN"), "{}", text(&output));
}

/// Starts an api.php that gives every request this response. Returns its URL, and the requests.
fn fake_api(status: u16, body: &'static str) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/includes/api.php", listener.local_addr().unwrap());
    let (sender, requests) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let (mut request, mut buffer) = (Vec::new(), [0; 65_536]);
            while !request.windows(9).any(|window| window == b"secret=th") {
                let count = stream.read(&mut buffer).unwrap();
                if count == 0 {
                    break;
                }
                request.extend_from_slice(&buffer[..count]);
            }
            let response = format!(
                "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
            stream.write_all(response.as_bytes()).unwrap();
            let request = String::from_utf8_lossy(&request).into_owned();
            if sender.send(request).is_err() {
                return;
            }
        }
    });
    (url, requests)
}

const DEPARTMENTS: &str = r#"{"result":"success","totalresults":"3","departments":{"department":[
    {"id":"1","name":"General"},{"id":"2","name":"Billing"},{"id":"3","name":"Technical"}]}}"#;

#[test]
fn a_check_sends_one_request_to_whmcs_and_reports_the_cause_of_an_error() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let error = |message: &'static str| -> &'static str {
        Box::leak(format!(r#"{{"result":"error","message":"{message}"}}"#).into_boxed_str())
    };
    for (status, body, expected) in [
        (200, DEPARTMENTS, &["3 departments"] as &[_]),
        (
            403,
            error("Authentication Failed"),
            &["OPEN_TICKET_IDENTIFIER", "OPEN_TICKET_SECRET"],
        ),
        (
            403,
            error("Invalid IP 203.0.113.7"),
            &["address", "OPEN_TICKET_ACCESS_KEY"],
        ),
        (403, "<html>Forbidden", &["firewall", "403"]),
        (404, "<html>Not found", &["--whmcs", "404"]),
        (301, "", &["--whmcs"]),
        (200, "<html>Welcome", &["--whmcs", "includes/api.php"]),
        (500, "", &["500"]),
    ] {
        let (url, requests) = fake_api(status, body);
        let (is_valid, output) = run(&directory, &["--check", "--whmcs", &url]);
        assert_eq!(is_valid, body == DEPARTMENTS, "{output}");
        for word in expected {
            assert!(output.contains(word), "{status} {body}: {output}");
        }
        let request = requests.try_recv().unwrap();
        assert!(
            request.contains("action=GetSupportDepartments"),
            "{request}"
        );
        assert!(requests.try_recv().is_err(), "more than one request");
    }
    let (is_valid, output) = run(
        &directory,
        &["--check", "--whmcs", "http://127.0.0.1:1/api.php"],
    );
    assert!(!is_valid && output.contains("cannot connect"), "{output}");
}

#[test]
fn a_role_that_cannot_list_departments_is_an_error_only_if_the_list_is_needed() {
    let message = r#"{"result":"error","message":"Invalid Permissions: API action \"getsupportdepartments\" is not allowed"}"#;
    let from_whmcs = "departments = \"whmcs\"\n";
    for (config, is_accepted) in [(EXAMPLE_CONFIG, true), (from_whmcs, false)] {
        let directory = WorkingDirectory::new(config);
        let (url, _requests) = fake_api(403, message);
        let (is_valid, output) = run(&directory, &["--check", "--whmcs", &url]);
        assert_eq!(is_valid, is_accepted, "{output}");
        assert!(output.contains("GetSupportDepartments"), "{output}");
    }
}

#[test]
fn a_check_names_departments_that_whmcs_does_not_have() {
    let listed =
        EXAMPLE_CONFIG.replace("id = 2\nname = \"Billing\"", "id = 22\nname = \"Billing\"");
    let overridden = "departments = \"whmcs\"\n[[department_overrides]]\nid = 9\nhidden = true\n";
    for (config, key) in [
        (listed.as_str(), "departments[1].id"),
        (overridden, "department_overrides[0].id"),
    ] {
        let directory = WorkingDirectory::new(config);
        let (url, _requests) = fake_api(200, DEPARTMENTS);
        let (is_valid, output) = run(&directory, &["--check", "--whmcs", &url]);
        assert!(!is_valid && output.contains(key), "{output}");
        let mut command = directory.command(&["--port", "0", "--whmcs", &url]);
        command.env("OPEN_TICKET_IDENTIFIER", "identifier");
        command.env("OPEN_TICKET_SECRET", "the-operators-secret");
        if config == overridden {
            let relay = directory.start_command(&mut command);
            let ready = format!("http://{}/readyz", relay.address);
            assert_eq!(open_ticket_test_support::get(&ready, &[]).status, 200);
            let log = fs::read_to_string(directory.log()).unwrap();
            assert!(log.contains(key), "{log}");
        }
    }
}
