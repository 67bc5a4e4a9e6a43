//! Every key of the configuration with every kind of wrong value. Each message names the key.

use crate::support::EXAMPLE_CONFIG;
use open_ticket_relay::config::Config;

const I64_MAX: &str = "9223372036854775807";

/// Kind of value that a key accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    /// Positive integer.
    Positive,
    /// Non-negative integer; 0 disables a limit or a feature.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Text that may be empty.
    Text,
    /// Text that must not be empty.
    NonEmpty,
    /// List of strings that may be empty.
    List,
    /// List of strings that must not be empty.
    NonEmptyList,
    /// Table.
    Table,
    /// List of tables that may be empty.
    Overrides,
}

use Type::{Boolean, List, NonEmpty, NonEmptyList, Number, Overrides, Positive, Table, Text};

/// All keys, each with its path as in messages.
const KEYS: [(&str, Type); 71] = [
    ("max_body_bytes", Positive),
    ("origins", List),
    ("trusted_proxies", List),
    ("ticket_url", Text),
    ("priorities", NonEmptyList),
    ("default_priority", NonEmpty),
    ("drafts", NonEmpty),
    ("limits", Table),
    ("limits.name", Positive),
    ("limits.email", Positive),
    ("limits.subject", Positive),
    ("limits.message", Positive),
    ("limits.answer", Positive),
    ("limits.files", Number),
    ("limits.file_bytes", Positive),
    ("limits.total_bytes", Positive),
    ("limits.extensions", List),
    ("images", Table),
    ("images.downscale_above_megapixels", Number),
    ("suggestions", Table),
    ("suggestions.articles", Text),
    ("suggestions.refresh_minutes", Positive),
    ("incident", Table),
    ("incident.status_url", Text),
    ("markdown", Table),
    ("markdown.tables", Boolean),
    ("markdown.strikethrough", Boolean),
    ("markdown.task_lists", Boolean),
    ("markdown.autolinks", Boolean),
    ("markdown.line_breaks", NonEmpty),
    ("rate_limits", Table),
    ("rate_limits.per_hour", Number),
    ("rate_limits.per_day", Number),
    ("rate_limits.total_per_day", Number),
    ("rate_limits.refused_per_hour", Number),
    ("request_body", Table),
    ("request_body.idle_timeout_seconds", Positive),
    ("request_body.min_bytes_per_second", Number),
    ("request_body.max_concurrent_large", Positive),
    ("whmcs", Table),
    ("whmcs.connect_timeout_seconds", Positive),
    ("whmcs.response_timeout_seconds", Positive),
    ("whmcs.timezone", NonEmpty),
    ("whmcs.departments_max_age_minutes", Positive),
    ("server", Table),
    ("server.shutdown_timeout_seconds", Positive),
    ("server.max_connections", Positive),
    ("server.max_connections_per_address", Positive),
    ("sandbox", Table),
    ("sandbox.ticket_mask", NonEmpty),
    ("sandbox.disable_rate_limits", Boolean),
    ("departments", NonEmptyList),
    ("departments[0].id", Positive),
    ("departments[0].name", NonEmpty),
    ("departments[0].description", Text),
    ("departments[0].clients_only", Boolean),
    ("departments[0].reply_within", Text),
    ("departments[0].office_hours", Text),
    ("departments[0].message_template", Text),
    ("departments[0].hidden", Boolean),
    ("departments[0].fields[0].id", Positive),
    ("departments[0].fields[0].name", NonEmpty),
    ("departments[0].fields[0].kind", NonEmpty),
    ("departments[0].fields[0].options", NonEmptyList),
    ("departments[0].fields[0].required", Boolean),
    ("departments[0].fields[0].pattern", NonEmpty),
    ("departments[0].fields[0].pattern_help", Text),
    ("departments[0].fields[0].default", Text),
    ("departments[0].fields[0].help", Text),
    ("departments[0].fields[0].shown_when", Table),
    ("department_overrides", Overrides),
];

/// Returns a configuration in which one key has this value.
fn config_with(key: &str, value: &str) -> String {
    let field = ["id", "name", "kind", "options", "required"].map(|name| {
        let default = match name {
            "id" => "1",
            "name" => "\"Field\"",
            "kind" => "\"dropdown\"",
            "options" => "[\"a\"]",
            _ => "true",
        };
        (format!("departments[0].fields[0].{name}"), name, default)
    });
    let department = [
        ("id", "1"),
        ("name", "\"General\""),
        ("description", "\"\""),
    ]
    .map(|(name, default)| (format!("departments[0].{name}"), name, default));
    let line = |(path, name, default): &(String, &str, &str)| {
        format!("{name} = {}\n", if path == key { value } else { default })
    };
    let departments = format!(
        "[[departments]]\n{}{}[[departments.fields]]\n{}",
        department.iter().map(line).collect::<String>(),
        match key {
            "departments[0].clients_only" => format!("clients_only = {value}\n"),
            "departments[0].hidden" => format!("hidden = {value}\n"),
            "departments[0].reply_within" => format!("reply_within = {value}\n"),
            "departments[0].office_hours" => format!("office_hours = {value}\n"),
            "departments[0].message_template" => format!("message_template = {value}\n"),
            _ => String::new(),
        },
        field.iter().map(line).collect::<String>(),
    );
    let other_field_key = key.strip_prefix("departments[0].fields[0].");
    let is_other = field.iter().all(|(path, ..)| path != key);
    if let Some(name) = other_field_key.filter(|_| is_other) {
        return format!("{departments}{name} = {value}\n");
    }
    match key.split_once('.') {
        _ if key.is_empty() => departments,
        _ if key == "department_overrides" => {
            format!("departments = \"whmcs\"\n{key} = {value}\n")
        }
        _ if key == "departments" => format!("departments = {value}\n"),
        _ if key.starts_with("departments[") => departments,
        Some((section, name)) => format!("[{section}]\n{name} = {value}\n{departments}"),
        None => format!("{key} = {value}\n{departments}"),
    }
}

fn error(config: &str) -> Option<String> {
    Config::parse(config).err().map(|error| error.to_string())
}

fn warnings(config: &str) -> String {
    Config::parse(config).unwrap().warnings().join("\n")
}

#[test]
fn every_wrong_value_is_rejected_with_its_key() {
    let long_text = format!("\"{}\"", "x".repeat(100_000));
    for (key, kind) in KEYS {
        let mut wrong = vec!["1.5", "1979-05-27", "hunter2", "[[]]", "[1]", "[true]"];
        if kind != Table {
            wrong.push("{ x = 1 }");
            wrong.push("{}");
        }
        match kind {
            Positive => wrong.extend(["0", "-1", "\"1\"", "true", I64_MAX, "99999999999999999999"]),
            Number => wrong.extend(["-1", "\"1\"", "true", I64_MAX, "99999999999999999999"]),
            Boolean => wrong.extend(["0", "1", "\"true\"", "\"\"", "[]"]),
            Text => wrong.extend(["0", "true", "[]", &long_text]),
            NonEmpty => wrong.extend(["0", "true", "[]", "\"\"", "\" \"", &long_text]),
            List => wrong.extend(["0", "true", "\"\"", "\"x\"", "[\"\"]", "[\"x\", \"x\"]"]),
            NonEmptyList => wrong.extend(["0", "true", "\"\"", "\"x\"", "[]", "[\"\"]"]),
            Overrides => wrong.extend(["0", "true", "\"\"", "[{}]", "[{ id = 0 }]", "[{ x = 1 }]"]),
            Table => wrong.extend(["0", "true", "\"\"", "{ unknown_key = 1 }"]),
        }
        // Not TOML: the parser reports the line, and not the section.
        let not_toml = ["hunter2", "99999999999999999999"];
        // A blank ticket mask is accepted as literal text, with a warning.
        let is_literal = |value: &&str| key == "sandbox.ticket_mask" && *value == "\" \"";
        for value in wrong.into_iter().filter(|value| !is_literal(value)) {
            let Some(message) = error(&config_with(key, value)) else {
                panic!("{key} = {value:.40} is accepted");
            };
            let is_syntax = not_toml.contains(&value);
            let name = key.rsplit('.').next().unwrap();
            assert!(
                message.contains(key) || is_syntax && message.contains(name),
                "{key} = {value:.40}: {message:.200}"
            );
            let names_a_type = ["u64", "u32", "usize", "struct ", "i64"];
            assert!(
                names_a_type.iter().all(|name| !message.contains(name)),
                "{key} = {value:.40}: {message:.200}"
            );
            assert!(message.len() < 1_000, "{key}: {message:.200}");
        }
    }
}

#[test]
fn the_example_and_the_smallest_configuration_are_accepted_without_warnings() {
    for config in [EXAMPLE_CONFIG, &config_with("", "")] {
        assert_eq!(warnings(config), "");
    }
}

#[test]
fn every_key_of_the_example_is_in_the_table() {
    let mut section = String::new();
    for line in EXAMPLE_CONFIG.lines() {
        if let Some(name) = line.strip_prefix('[').filter(|_| !line.starts_with("[[")) {
            section = format!("{}.", name.trim_end_matches(']'));
        } else if line.starts_with("[[") {
            break;
        } else if let Some((key, _)) = line
            .split_once(" = ")
            .filter(|_| !line.starts_with([' ', '#']))
        {
            let key = format!("{section}{key}");
            assert!(KEYS.iter().any(|(known, _)| *known == key), "{key}");
        }
    }
}

/// Returns a configuration with a department that has these fields.
fn with_fields(fields: &[&str]) -> String {
    let fields: String = fields
        .iter()
        .enumerate()
        .map(|(i, field)| {
            let name = match field.contains("name =") {
                true => String::new(),
                false => format!("name = \"Field {i}\"\n"),
            };
            format!("[[departments.fields]]\nid = {}\n{name}{field}\n", i + 1)
        })
        .collect();
    format!("[[departments]]\nid = 1\nname = \"General\"\n{fields}")
}

#[test]
fn contradictory_values_are_rejected_with_their_key() {
    let first = |rest: &str| with_fields(&[rest]);
    let drop_down = "kind = \"dropdown\"\noptions = [\"yes\", \"no\"]";
    let second = |rest: &str| with_fields(&[drop_down, rest]);
    let field = "departments[0].fields[0]";
    for (key, config) in [
        (
            "ticket_url",
            config_with("ticket_url", "\"javascript:alert('{tid}{c}')\""),
        ),
        (
            "ticket_url",
            config_with("ticket_url", "\"https://?tid={tid}&c={c}\""),
        ),
        (
            "ticket_url",
            config_with("ticket_url", "\"https:///x?tid={tid}&c={c}\""),
        ),
        (
            "ticket_url",
            config_with("ticket_url", "\"https://{tid}.example.com/{c}\""),
        ),
        (
            "ticket_url",
            config_with("ticket_url", "\"https://a@example.com/{tid}{c}\""),
        ),
        (
            "ticket_url",
            config_with("ticket_url", "\"//example.com/{tid}/{c}\""),
        ),
        (
            "ticket_url",
            config_with("ticket_url", "\"viewticket.php?tid={tid}&c={c}\""),
        ),
        (
            "ticket_url",
            config_with("ticket_url", "\"data:text/html,{tid}{c}\""),
        ),
        (
            "ticket_url",
            config_with("ticket_url", "\"https://example.com/ {tid}{c}\""),
        ),
        (
            "departments[0].name",
            "[[departments]]\nid = 1\nname = \"\u{200b}\"\n".to_owned(),
        ),
        (
            "ticket_url",
            config_with("ticket_url", "\"https://example.com/{tid}/{c}/{number}\""),
        ),
        (
            "trusted_proxies",
            config_with("trusted_proxies", "[\"::ffff:10.0.0.0/104\"]"),
        ),
        (
            "origins",
            config_with("origins", "[\"https://*.example.com\"]"),
        ),
        (
            "trusted_proxies",
            config_with("trusted_proxies", "[\"0.0.0.0/0\"]"),
        ),
        (
            "trusted_proxies",
            config_with("trusted_proxies", "[\"::/0\"]"),
        ),
        (
            "trusted_proxies",
            config_with("trusted_proxies", "[\"0.0.0.0/1\", \"128.0.0.0/1\"]"),
        ),
        (
            "trusted_proxies",
            config_with("trusted_proxies", "[\"10.0.0.1\", \"10.0.0.1\"]"),
        ),
        (
            "origins",
            config_with("origins", "[\"https://a.example\", \"https://a.example\"]"),
        ),
        (
            "priorities",
            config_with("priorities", "[\"Low\", \"Low\"]"),
        ),
        (
            "default_priority",
            "priorities = [\"High\"]\n".to_owned() + &config_with("", ""),
        ),
        (
            "limits.extensions",
            config_with("limits.extensions", "[\"png\", \"png\"]"),
        ),
        (
            "limits.extensions",
            config_with("limits.extensions", "[\".png\"]"),
        ),
        (
            "limits.extensions",
            config_with("limits.extensions", "[\"PNG\"]"),
        ),
        (
            "limits.extensions",
            config_with("limits.extensions", "[\"image/png\"]"),
        ),
        (
            "limits.extensions",
            config_with("limits.extensions", "[\"*\"]"),
        ),
        (
            "limits.total_bytes",
            config_with("limits.total_bytes", "8000000"),
        ),
        (
            "whmcs.timezone",
            config_with("whmcs.timezone", "\"Europe/Nowhere\""),
        ),
        (
            "whmcs.timezone",
            config_with("whmcs.timezone", "\"Etc/Unknown\""),
        ),
        (
            "whmcs.timezone",
            config_with("whmcs.timezone", "\"localtime\""),
        ),
        (
            "departments[1].id",
            format!("{}[[departments]]\nid = 1\nname = \"B\"", first(drop_down)),
        ),
        (
            "departments[1].name",
            format!(
                "{}[[departments]]\nid = 2\nname = \"general\"",
                first(drop_down)
            ),
        ),
        (
            "department_overrides",
            format!("{}[[department_overrides]]\nid = 1", first(drop_down)),
        ),
        (
            &format!("{field}.options"),
            first("kind = \"dropdown\"\noptions = [\"a\", \"a\"]"),
        ),
        (
            &format!("{field}.options"),
            first("kind = \"dropdown\"\noptions = [\"a\", \" \"]"),
        ),
        (
            &format!("{field}.options"),
            first("kind = \"text\"\noptions = [\"a\"]"),
        ),
        (
            &format!("{field}.pattern"),
            first("kind = \"text\"\npattern = \"\""),
        ),
        (
            &format!("{field}.pattern"),
            first("kind = \"text\"\npattern = '/^a$/e'"),
        ),
        (
            &format!("{field}.pattern"),
            first("kind = \"text\"\npattern = '^(?=a)'"),
        ),
        (
            &format!("{field}.pattern"),
            first("kind = \"tickbox\"\npattern = '^[0-9]$'"),
        ),
        (
            &format!("{field}.pattern"),
            first(&format!("{drop_down}\npattern = '^[0-9]$'")),
        ),
        (
            &format!("{field}.pattern_help"),
            first("kind = \"text\"\npattern_help = \"Digits\""),
        ),
        (
            &format!("{field}.help: the link \"privacy policy\" cannot be used: write [text]("),
            first("kind = \"tickbox\"\nhelp = \"See the [privacy policy](privacy.html)\""),
        ),
        (
            &format!("{field}.help"),
            first(
                "kind = \"text\"\nhelp = \"[a](https://example.com/) [b](https://example.com/ x)\"",
            ),
        ),
        (
            &format!("{field}.help"),
            first("kind = \"text\"\nhelp = \"[a](https://user:hunter2@example.com/)\""),
        ),
        (
            &format!("{field}.help"),
            first("kind = \"text\"\nhelp = \"[a](https://example.com/\""),
        ),
        (
            &format!("{field}.help"),
            first("kind = \"text\"\nhelp = \"[[a]](https://example.com/)\""),
        ),
        (
            &format!("{field}.default"),
            first(&format!("{drop_down}\ndefault = \"maybe\"")),
        ),
        (
            &format!("{field}.default"),
            first("kind = \"password\"\ndefault = \"hunter2\""),
        ),
        (
            &format!("{field}.default"),
            first("kind = \"text\"\npattern = '/^[0-9]$/'\ndefault = \"a\""),
        ),
        (
            "departments[0].fields[1].name",
            second("kind = \"text\"\nname = \"Field 0\""),
        ),
        (
            "departments[0].fields[1].shown_when.field",
            second("kind = \"text\"\nshown_when = { field = 9, equals = \"yes\" }"),
        ),
        (
            "departments[0].fields[1].shown_when.equals",
            second("kind = \"text\"\nshown_when = { field = 1, equals = \"maybe\" }"),
        ),
        (
            "departments[0].fields[1].shown_when.equals",
            second("kind = \"text\"\nshown_when = { field = 1, equals = \"\" }"),
        ),
        (
            "departments[0].fields[1].shown_when.equals",
            with_fields(&[
                "kind = \"tickbox\"",
                "kind = \"text\"\nshown_when = { field = 1, equals = \"yes\" }",
            ]),
        ),
    ] {
        let message = error(&config).unwrap_or_else(|| panic!("accepted: {config}"));
        assert!(message.contains(key), "{key}: {message}");
        assert!(!message.contains("hunter2"), "{message}");
    }
}

#[test]
fn values_without_effect_cause_a_warning_with_their_key() {
    for (key, config) in [
        (
            "limits.file_bytes",
            config_with("limits.total_bytes", "1000"),
        ),
        ("limits.message", config_with("limits.message", "8388609")),
        ("limits.extensions", config_with("limits.extensions", "[]")),
        ("limits.files", config_with("limits.files", "0")),
        (
            "rate_limits.per_hour",
            config_with("rate_limits.per_hour", "241"),
        ),
        (
            "rate_limits.per_day",
            config_with("rate_limits.per_day", "5001"),
        ),
        (
            "whmcs.connect_timeout_seconds",
            config_with("whmcs.response_timeout_seconds", "4"),
        ),
        (
            "server.shutdown_timeout_seconds",
            config_with("server.shutdown_timeout_seconds", "34"),
        ),
        (
            "sandbox.ticket_mask",
            config_with("sandbox.ticket_mask", "\"T-1\""),
        ),
    ] {
        let warnings = warnings(&config);
        assert!(warnings.starts_with(key), "{key}: {warnings}");
        assert_eq!(warnings.lines().count(), 1, "{warnings}");
    }
}

/// WHMCS's settings require delimiters around a pattern, and operators copy patterns from there.
#[test]
fn a_pattern_with_the_delimiters_of_whmcs_accepts_the_same_answers() {
    for pattern in ["/^[0-9]{6}$/", "^[0-9]{6}$", "#^[0-9]{6}$#"] {
        let config = with_fields(&[&format!("kind = \"text\"\npattern = '{pattern}'")]);
        let config = Config::parse(&config).unwrap();
        let field = &config.rules.departments[0].fields[0];
        assert!(field.validate("123456").is_none(), "{pattern}");
        assert!(field.validate("12345").is_some(), "{pattern}");
    }
}

#[test]
fn help_may_contain_links_and_brackets() {
    for help in [
        "Read our [privacy policy](https://example.com/privacy) and [terms](http://example.com/a_(b)).",
        "Write to [us](mailto:privacy@example.com)",
        "For example, log[0] (the first one), [x] or [text] (https://example.com/)",
    ] {
        let config = with_fields(&[&format!("kind = \"tickbox\"\nhelp = \"{help}\"")]);
        let config = Config::parse(&config).unwrap();
        assert_eq!(config.rules.departments[0].fields[0].help, help);
    }
}

#[test]
fn a_file_that_is_not_utf8_is_rejected_with_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("open-ticket.toml");
    std::fs::write(&file, b"# comment\nticket_url = \"\xff\"\n").unwrap();
    let message = Config::read(&file).unwrap_err().to_string();
    assert!(message.contains("line 2"), "{message}");
    assert!(message.contains("UTF-8"), "{message}");
    assert!(!message.contains("open-ticket.toml"), "{message}");
}
