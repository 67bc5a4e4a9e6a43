//! Errors in the command line, the environment and the configuration.

use crate::support::{EXAMPLE_CONFIG, WorkingDirectory};

#[test]
fn either_whmcs_or_the_sandbox_is_required() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let error = directory.startup_error(&[]);
    assert!(error.contains("--whmcs"), "{error}");
    let both = [
        "--sandbox",
        "--whmcs",
        "https://example.com/includes/api.php",
    ];
    assert!(
        directory
            .startup_error(&both)
            .contains("cannot be used with")
    );
}

#[test]
fn the_sandbox_listens_on_loopback_only() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    for arguments in [
        ["--sandbox", "--host", "0.0.0.0", "--port", "0"].as_slice(),
        &["--sandbox", "--listen", "[::]:0"],
        &["--sandbox", "--listen", "192.0.2.1:0"],
    ] {
        let error = directory.startup_error(arguments);
        assert!(error.contains("loopback"), "{error}");
    }
}

#[test]
fn an_invalid_whmcs_url_is_rejected() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    for url in [
        "http://example.com/includes/api.php",
        "https://user:pass@example.com/includes/api.php",
        "https://example.com/includes/api.php?x=1",
        "nonsense",
    ] {
        let error = directory.startup_error(&["--whmcs", url]);
        assert!(error.contains("--whmcs"), "{error}");
        assert!(!error.contains("pass@"), "{error}");
    }
}

#[test]
fn missing_credentials_are_named() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let error = directory.startup_error(&["--whmcs", "https://example.com/includes/api.php"]);
    assert!(error.contains("OPEN_TICKET_IDENTIFIER"), "{error}");
}

#[test]
fn the_error_names_an_invalid_key_or_value() {
    let field =
        "[[departments]]\nid = 1\nname = \"A\"\n[[departments.fields]]\nid = 1\nname = \"F\"\n";
    let with_field = |rest: &str| format!("{field}{rest}");
    for (config, expected) in [
        (
            "max_bdy_bytes = 1\n".to_owned() + EXAMPLE_CONFIG,
            "max_bdy_bytes",
        ),
        (
            "secret = \"hunter2\"\n".to_owned() + EXAMPLE_CONFIG,
            "secret",
        ),
        (
            EXAMPLE_CONFIG.replace("file_bytes = 4_000_000", "file_bytes = \"hunter2\""),
            "file_bytes",
        ),
        (
            EXAMPLE_CONFIG.replace("total_bytes = 4_500_000", "total_bytes = 9_000_000"),
            "limits.total_bytes",
        ),
        (
            EXAMPLE_CONFIG.replace("task_lists = true", "task_lists = 1"),
            "task_lists",
        ),
        (
            EXAMPLE_CONFIG.replace(
                "downscale_above_megapixels = 0",
                "downscale_above_megapixels = 1_001",
            ),
            "images.downscale_above_megapixels",
        ),
        (
            EXAMPLE_CONFIG.replace("downscale_above_megapixels = 0", "downscale_above = 2"),
            "downscale_above",
        ),
        (
            EXAMPLE_CONFIG.replace("autolinks = true", "footnotes = true"),
            "footnotes",
        ),
        (
            EXAMPLE_CONFIG.replace("%n%n%n%n%n%n", "%q"),
            "sandbox.ticket_mask",
        ),
        (
            EXAMPLE_CONFIG.replace(
                "default_priority = \"Medium\"",
                "default_priority = \"Top\"",
            ),
            "default_priority",
        ),
        (
            EXAMPLE_CONFIG.replace(
                "response_timeout_seconds = 30",
                "response_timeout_seconds = 0",
            ),
            "whmcs.response_timeout_seconds",
        ),
        (EXAMPLE_CONFIG.replace("&c={c}", ""), "ticket_url"),
        (
            EXAMPLE_CONFIG.replace("id = 2\nname = \"Billing\"", "id = 1\nname = \"Billing\""),
            "departments[1].id",
        ),
        (with_field("kind = \"number\""), "kind"),
        (
            with_field("kind = \"dropdown\""),
            "departments[0].fields[0].options",
        ),
        (
            with_field("kind = \"text\"\npattern = \"[\""),
            "departments[0].fields[0].pattern",
        ),
        (
            with_field("kind = \"text\"\nshown_when = { field = 9, equals = \"x\" }"),
            "shown_when.field",
        ),
        (
            with_field("kind = \"link\"\ndefault = \"x\""),
            "departments[0].fields[0].default",
        ),
        ("max_body_bytes = 1000\n".to_owned(), "departments"),
        ("departments = []\n".to_owned(), "departments"),
        ("[[departments\n".to_owned(), "line 1"),
    ] {
        let error = WorkingDirectory::new(&config).startup_error(&["--sandbox", "--port", "0"]);
        assert!(error.contains(expected), "{expected}: {error}");
        assert!(error.contains("open-ticket.toml"), "{error}");
        assert!(!error.contains("secret = \"hunter2\""), "{error}");
    }
}

#[test]
fn a_missing_configuration_file_is_reported() {
    let directory = WorkingDirectory::without_config();
    assert!(
        directory
            .startup_error(&["--sandbox"])
            .contains("open-ticket.toml")
    );
    assert!(
        directory
            .startup_error(&["--sandbox", "--config", "other.toml"])
            .contains("other.toml")
    );
}

#[test]
fn check_config_validates_the_configuration_and_exits() {
    let valid = WorkingDirectory::new(EXAMPLE_CONFIG)
        .command(&["--check-config"])
        .output()
        .unwrap();
    assert!(valid.status.success());
    assert!(
        String::from_utf8(valid.stdout)
            .unwrap()
            .contains("3 departments")
    );
    assert!(
        WorkingDirectory::new("x = 1")
            .startup_error(&["--check-config"])
            .contains('x')
    );
}

#[test]
fn host_and_port_can_be_environment_variables() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let error = directory
        .command(&["--sandbox"])
        .env("HOST", "0.0.0.0")
        .output()
        .unwrap();
    assert!(
        String::from_utf8(error.stderr)
            .unwrap()
            .contains("0.0.0.0:8080")
    );
    let error = directory
        .command(&["--sandbox"])
        .env("PORT", "many")
        .output()
        .unwrap();
    assert!(String::from_utf8(error.stderr).unwrap().contains("many"));
}
