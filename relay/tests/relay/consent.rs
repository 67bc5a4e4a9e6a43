//! A required tick box that asks for consent, with links in its help.

use crate::no_script_form::{ACCEPT_HTML, Parts, get_ticket};
use crate::support::{EXAMPLE_CONFIG, Relay};
use serde_json::Value;

const HELP: &str = "Read our [privacy <policy>](https://example.com/privacy?a=1&b='2') or \
                    [write to us](mailto:privacy@example.com). Not linked: [1]";

fn relay() -> Relay {
    let (name, help) = (
        "name = \"You may restart the server\"",
        "help = \"The server will be offline for about 2 minutes\"",
    );
    assert!(EXAMPLE_CONFIG.contains(name) && EXAMPLE_CONFIG.contains(help));
    let config = EXAMPLE_CONFIG
        .replace(
            name,
            "name = \"I agree to the processing of my data\"\nrequired = true",
        )
        .replace(help, &format!("help = \"{HELP}\""));
    Relay::with_sandbox_and_config(&config)
}

fn ticket() -> Parts {
    Parts::default()
        .with("deptid", "3")
        .with("name", "Ada Lovelace")
        .with("email", "ada@example.com")
        .with("subject", "A question")
        .with("message", "How does it work?")
        .with("customfield[1]", "example.com")
}

#[test]
fn the_rules_contain_the_source_of_the_links() {
    let rules: Value = serde_json::from_str(&relay().get("/api/ticket").text()).unwrap();
    let fields = rules["departments"][2]["fields"].as_array().unwrap();
    let field = fields.iter().find(|field| field["id"] == 5).unwrap();
    assert_eq!(field["help"], HELP);
    assert_eq!(field["required"], true);
    assert_eq!(rules["consent"], Value::Null);
}

#[test]
fn the_form_without_scripts_shows_the_links_outside_of_the_label() {
    let page = relay().get("/api/ticket/form?department=3").text();
    let (_, hint) = page
        .split_once("<p class=\"hint\" id=\"customfield5-hint\">")
        .unwrap();
    let (hint, _) = hint.split_once("</p>").unwrap();
    assert_eq!(
        hint,
        "Read our <a href=\"https://example.com/privacy?a=1&amp;b='2'\" target=\"_blank\" \
         rel=\"noopener\">privacy &lt;policy&gt; (opens in a new tab)</a> or \
         <a href=\"mailto:privacy@example.com\" target=\"_blank\" rel=\"noopener\">write to us</a>. \
         Not linked: [1]"
    );
    let (before, label) = page.split_once("<label class=\"tick-box\">").unwrap();
    let (label, after) = label.split_once("</label>").unwrap();
    assert!(label.contains("type=\"checkbox\" value=\"on\""), "{label}");
    assert!(label.contains(" required"), "{label}");
    assert!(
        label.contains("aria-describedby=\"customfield5-hint\""),
        "{label}"
    );
    assert!(
        label.ends_with("I agree to the processing of my data"),
        "{label}"
    );
    assert!(!before.contains("customfield5-hint") && after.starts_with("<p class=\"hint\""));
}

#[test]
fn a_ticket_without_consent_is_refused_and_one_with_consent_contains_it() {
    let relay = relay();
    let page = ticket().send(&relay, &[ACCEPT_HTML]);
    assert_eq!(page.status, 422, "{}", page.text());
    let error = "Tick the box: “I agree to the processing of my data”";
    assert_eq!(page.text().matches(error).count(), 2, "{}", page.text());
    assert_eq!(relay.stored_rows(), 0);

    let page = ticket()
        .with("customfield[5]", "on")
        .send(&relay, &[ACCEPT_HTML]);
    assert_eq!(page.status, 303, "{}", page.text());
    let ticket = get_ticket(&relay, "1");
    let answers = ticket["customfields"]["customfield"].as_array().unwrap();
    let answer = answers.iter().find(|answer| answer["id"] == "5").unwrap();
    assert_eq!(answer["value"], "on");
}
