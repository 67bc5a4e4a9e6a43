//! What the program is told on its command line, in its environment and in its configuration.

use crate::home::Home;
use crate::support::EXAMPLE;

#[test]
fn one_of_the_two_backends_must_be_said() {
    let home = Home::new(EXAMPLE);
    let complaint = home.complaint(&[]);
    assert!(complaint.contains("--whmcs"), "{complaint}");
    let both = [
        "--sandbox",
        "--whmcs",
        "https://example.com/includes/api.php",
    ];
    assert!(home.complaint(&both).contains("cannot be used with"));
}

#[test]
fn the_sandbox_listens_on_loopback_only() {
    let home = Home::new(EXAMPLE);
    for arguments in [
        ["--sandbox", "--host", "0.0.0.0", "--port", "0"].as_slice(),
        &["--sandbox", "--listen", "[::]:0"],
        &["--sandbox", "--listen", "192.0.2.1:0"],
    ] {
        let complaint = home.complaint(arguments);
        assert!(complaint.contains("loopback"), "{complaint}");
    }
}

#[test]
fn a_wrong_address_of_whmcs_is_refused() {
    let home = Home::new(EXAMPLE);
    for url in [
        "http://example.com/includes/api.php",
        "https://user:pass@example.com/includes/api.php",
        "https://example.com/includes/api.php?x=1",
        "nonsense",
    ] {
        let complaint = home.complaint(&["--whmcs", url]);
        assert!(complaint.contains("--whmcs"), "{complaint}");
        assert!(!complaint.contains("pass@"), "{complaint}");
    }
}

#[test]
fn missing_credentials_are_named() {
    let home = Home::new(EXAMPLE);
    let complaint = home.complaint(&["--whmcs", "https://example.com/includes/api.php"]);
    assert!(complaint.contains("OPEN_TICKET_IDENTIFIER"), "{complaint}");
}

#[test]
fn a_wrong_key_or_value_is_named() {
    let field =
        "[[departments]]\nid = 1\nname = \"A\"\n[[departments.fields]]\nid = 1\nname = \"F\"\n";
    let of = |rest: &str| format!("{field}{rest}");
    for (config, named) in [
        ("max_bdy = 1\n".to_owned() + EXAMPLE, "max_bdy"),
        ("secret = \"hunter2\"\n".to_owned() + EXAMPLE, "secret"),
        (
            EXAMPLE.replace("file_bytes = 4_000_000", "file_bytes = \"hunter2\""),
            "file_bytes",
        ),
        (
            EXAMPLE.replace("total_bytes = 4_500_000", "total_bytes = 9_000_000"),
            "limits.total_bytes",
        ),
        (
            EXAMPLE.replace("task_lists = true", "task_lists = 1"),
            "task_lists",
        ),
        (
            EXAMPLE.replace("shrink_over = 0", "shrink_over = 1_001"),
            "images.shrink_over",
        ),
        (
            EXAMPLE.replace("shrink_over = 0", "shrink_above = 2"),
            "shrink_above",
        ),
        (
            EXAMPLE.replace("autolinks = true", "footnotes = true"),
            "footnotes",
        ),
        (EXAMPLE.replace("%n%n%n%n%n%n", "%q"), "sandbox.mask"),
        (
            EXAMPLE.replace(
                "default_priority = \"Medium\"",
                "default_priority = \"Top\"",
            ),
            "default_priority",
        ),
        (
            EXAMPLE.replace("answer_seconds = 30", "answer_seconds = 0"),
            "whmcs.answer_seconds",
        ),
        (EXAMPLE.replace("&c={c}", ""), "ticket_url"),
        (
            EXAMPLE.replace("id = 2\nname = \"Billing\"", "id = 1\nname = \"Billing\""),
            "departments[1].id",
        ),
        (of("kind = \"number\""), "kind"),
        (
            of("kind = \"dropdown\""),
            "departments[0].fields[0].options",
        ),
        (
            of("kind = \"text\"\npattern = \"[\""),
            "departments[0].fields[0].pattern",
        ),
        (
            of("kind = \"text\"\nshown_when = { field = 9, equals = \"x\" }"),
            "shown_when.field",
        ),
        (
            of("kind = \"link\"\ndefault = \"x\""),
            "departments[0].fields[0].default",
        ),
        ("max_body = 1000\n".to_owned(), "departments"),
        ("departments = []\n".to_owned(), "departments"),
        ("[[departments\n".to_owned(), "line 1"),
    ] {
        let complaint = Home::new(&config).complaint(&["--sandbox", "--port", "0"]);
        assert!(complaint.contains(named), "{named}: {complaint}");
        assert!(complaint.contains("open-ticket.toml"), "{complaint}");
        assert!(!complaint.contains("secret = \"hunter2\""), "{complaint}");
    }
}

#[test]
fn a_configuration_that_is_not_there_is_missed() {
    let home = Home(tempfile::tempdir().unwrap());
    assert!(home.complaint(&["--sandbox"]).contains("open-ticket.toml"));
    assert!(
        home.complaint(&["--sandbox", "--config", "other.toml"])
            .contains("other.toml")
    );
}

#[test]
fn a_configuration_can_be_checked_alone() {
    let good = Home::new(EXAMPLE)
        .command(&["--check-config"])
        .output()
        .unwrap();
    assert!(good.status.success());
    assert!(
        String::from_utf8(good.stdout)
            .unwrap()
            .contains("3 departments")
    );
    assert!(
        Home::new("x = 1")
            .complaint(&["--check-config"])
            .contains('x')
    );
}

#[test]
fn the_host_and_the_port_come_from_the_environment_too() {
    let home = Home::new(EXAMPLE);
    let complaint = home
        .command(&["--sandbox"])
        .env("HOST", "0.0.0.0")
        .output()
        .unwrap();
    assert!(
        String::from_utf8(complaint.stderr)
            .unwrap()
            .contains("0.0.0.0:8080")
    );
    let complaint = home
        .command(&["--sandbox"])
        .env("PORT", "many")
        .output()
        .unwrap();
    assert!(
        String::from_utf8(complaint.stderr)
            .unwrap()
            .contains("many")
    );
}
