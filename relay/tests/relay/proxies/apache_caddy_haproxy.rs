//! The relay behind Apache, Caddy and HAProxy, with the configurations in `deploy/`.

use super::nginx::{self, HOST, create_certificate, file, free_address};
use crate::support::{Fault, FaultProxy, Relay, WorkingDirectory};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket_test_support::{Form, URLENCODED, attachments, noise};
use reqwest::Certificate;
use reqwest::blocking::{Client, Response};
use serde_json::Value;
use std::fs;
use std::net::{IpAddr, SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

const APACHE: &str = include_str!("../../../../deploy/apache.conf");
const CADDY: &str = include_str!("../../../../deploy/Caddyfile");
const HAPROXY: &str = include_str!("../../../../deploy/haproxy.cfg");

const CONFIG: &str = r#"
trusted_proxies = ["127.0.0.1"]
[rate_limits]
per_hour = 2
[[departments]]
id = 1
name = "General"
"#;

const KEY: &str = "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e5f";
/// Longer than a proxy and the unoptimized servers take for megabytes on a busy machine.
const TIMEOUT: Duration = Duration::from_secs(60);
/// Time limit of a response that a test waits for.
const SHORT_TIMEOUT: Duration = Duration::from_secs(6);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Proxy {
    Apache,
    /// Apache with mod_security and its core rules.
    ApacheWithCoreRules,
    Caddy,
    Haproxy,
    /// Its other tests are in `nginx.rs`.
    Nginx,
}

const ALL: [Proxy; 4] = [
    Proxy::Apache,
    Proxy::ApacheWithCoreRules,
    Proxy::Caddy,
    Proxy::Haproxy,
];

/// Proxy in front of a relay whose api.php can lose responses.
struct Site {
    proxy: Proxy,
    process: Child,
    https: SocketAddr,
    http: SocketAddr,
    api: FaultProxy,
    /// `None` after it was stopped.
    relay: Option<Relay>,
    directory: WorkingDirectory,
}

impl Site {
    fn start(proxy: Proxy) -> Self {
        Self::start_with(proxy, CONFIG, TIMEOUT, |config| config)
    }

    /// Starts a proxy whose configuration is the deployed one, changed by `change`.
    fn start_with(
        proxy: Proxy,
        config: &str,
        timeout: Duration,
        change: impl Fn(String) -> String,
    ) -> Self {
        let directory = WorkingDirectory::new(CONFIG);
        create_certificate(&directory);
        let api = FaultProxy::new();
        let relay = Relay::for_api_with_config(config, &api.url, timeout);
        let address = relay.base_url.trim_start_matches("http://").to_owned();
        // Another process may take a free port in the meantime.
        for _ in 0..10 {
            let (http, https) = (free_address(), free_address());
            let config = change(proxy.config(&directory, &address, http, https));
            fs::write(file(&directory, "proxy.conf"), config).unwrap();
            if let Some(process) = start(proxy.command(&directory), https) {
                return Self {
                    proxy,
                    process,
                    https,
                    http,
                    api,
                    relay: Some(relay),
                    directory,
                };
            }
        }
        let log = fs::read_to_string(file(&directory, "proxy.log")).unwrap_or_default();
        panic!("{proxy:?} does not start: {log}");
    }

    /// Returns a client with this loopback address.
    fn client_at(&self, address: &str) -> Client {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let pem = fs::read(file(&self.directory, "fullchain.pem")).unwrap();
        Client::builder()
            .no_proxy()
            .tls_certs_only([Certificate::from_pem(&pem).unwrap()])
            .resolve(HOST, self.https)
            .local_address(address.parse::<IpAddr>().unwrap())
            .redirect(reqwest::redirect::Policy::none())
            // A ticket of megabytes through four proxies on a busy machine takes longer than the default of
            // 30 s.
            .timeout(Duration::from_secs(180))
            .build()
            .unwrap()
    }

    fn with_stopped_relay(mut self) -> Self {
        self.relay = None;
        self
    }

    fn url(&self, path: &str) -> String {
        format!("https://{HOST}:{}{path}", self.https.port())
    }

    fn post(&self, address: &str, headers: &[(&str, &str)], form: &Form) -> Response {
        let origin = format!("https://{HOST}:{}", self.https.port());
        let request = self.client_at(address).post(self.url("/api/ticket"));
        let request = request.header("content-type", URLENCODED);
        let request = request.header("origin", origin).body(form.body());
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        request.send().unwrap()
    }

    fn state(&self, key: &str) -> String {
        let url = self.url(&format!("/api/ticket/{key}"));
        let response = self.client_at("127.0.0.1").get(url).send().unwrap();
        let outcome: Value = serde_json::from_str(&response.text().unwrap()).unwrap();
        outcome["state"].as_str().unwrap().to_owned()
    }

    /// Returns the number of tickets with this subject.
    fn tickets(&self, subject: &str) -> usize {
        let form = Form::of(&[("action", "GetTickets"), ("subject", subject)]);
        let list = self.api.sandbox.call_sandbox(&form);
        let tickets = list["tickets"]["ticket"].as_array();
        tickets.map_or(0, |tickets| {
            tickets
                .iter()
                .filter(|ticket| ticket["subject"] == subject)
                .count()
        })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // SIGKILL would leave worker processes running.
        let id = self.process.id().to_string();
        let _ = Command::new("kill").args(["-TERM", &id]).status();
        let _ = self.process.wait();
    }
}

impl Proxy {
    /// Replaces ports and paths in the deployed configuration. Each must occur exactly once.
    fn config(
        self,
        directory: &WorkingDirectory,
        relay: &str,
        http: SocketAddr,
        https: SocketAddr,
    ) -> String {
        let certificate = "/etc/letsencrypt/live/tickets.example.com/fullchain.pem";
        let key = "/etc/letsencrypt/live/tickets.example.com/privkey.pem";
        let (pem, private) = (
            file(directory, "fullchain.pem"),
            file(directory, "privkey.pem"),
        );
        let (deployed, replacements, head) = match self {
            Self::Nginx => {
                let site = nginx::site_config(directory, relay, http, https);
                fs::write(file(directory, "site.conf"), site).unwrap();
                return nginx::main_config(directory);
            }
            Self::Apache | Self::ApacheWithCoreRules => (
                APACHE,
                vec![
                    ("<VirtualHost *:80>", format!("<VirtualHost {http}>")),
                    ("<VirtualHost *:443>", format!("<VirtualHost {https}>")),
                    (certificate, pem),
                    (key, private),
                    ("http://127.0.0.1:8080/", format!("http://{relay}/")),
                    (
                        "/var/log/apache2/open-ticket.log",
                        file(directory, "site.log"),
                    ),
                ],
                self.apache_server(directory, http, https),
            ),
            Self::Caddy => (
                CADDY,
                vec![
                    (
                        "\ntickets.example.com {",
                        format!(
                            "\nhttps://{HOST}:{} {{\n\ttls {pem} {private}",
                            https.port()
                        ),
                    ),
                    (
                        "reverse_proxy 127.0.0.1:8080",
                        format!("reverse_proxy {relay}"),
                    ),
                ],
                "{\n\tadmin off\n\tauto_https off\n\tskip_install_trust\n}\n".to_owned(),
            ),
            Self::Haproxy => {
                let both = file(directory, "both.pem");
                let content = [fs::read(pem).unwrap(), fs::read(private).unwrap()];
                fs::write(&both, content.concat()).unwrap();
                (
                    HAPROXY,
                    vec![
                        ("bind :80", format!("bind {http}")),
                        ("bind :443", format!("bind {https}")),
                        ("/etc/haproxy/tickets.example.com.pem", both),
                        (
                            "server relay 127.0.0.1:8080",
                            format!("server relay {relay}"),
                        ),
                    ],
                    "global\n    maxconn 100\n".to_owned(),
                )
            }
        };
        let site = replacements
            .iter()
            .fold(deployed.to_owned(), |text, (deployed, test)| {
                assert_eq!(text.matches(deployed).count(), 1, "{deployed}");
                text.replace(deployed, test)
            });
        format!("{head}{site}")
    }

    /// Returns the server's own part of Apache's configuration, as in Debian.
    fn apache_server(
        self,
        directory: &WorkingDirectory,
        http: SocketAddr,
        https: SocketAddr,
    ) -> String {
        let mut modules = vec![
            "mpm_event",
            "authz_core",
            "alias",
            "headers",
            "proxy",
            "proxy_http",
            "reqtimeout",
            "socache_shmcb",
            "ssl",
        ];
        let mut rules = String::new();
        if self == Self::ApacheWithCoreRules {
            modules.extend(["unique_id", "security2"]);
            rules = format!(
                "SecDataDir {}\nInclude /etc/modsecurity/modsecurity.conf-recommended\n\
                 SecRuleEngine On\nSecAuditEngine Off\nInclude /usr/share/modsecurity-crs/owasp-crs.load\n",
                file(directory, "")
            );
        }
        let modules: String = modules
            .iter()
            .map(|name| {
                format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n")
            })
            .collect();
        format!(
            "ServerRoot {}\nServerName {HOST}\nPidFile apache.pid\nDefaultRuntimeDir {}\nErrorLog {}\n\
             Listen {http}\nListen {https}\n{modules}{rules}",
            file(directory, ""),
            file(directory, ""),
            file(directory, "proxy.log"),
        )
    }

    fn command(self, directory: &WorkingDirectory) -> Command {
        let [config, log, folder] = ["proxy.conf", "proxy.log", ""].map(|it| file(directory, it));
        let (program, arguments) = match self {
            Self::Apache | Self::ApacheWithCoreRules => {
                ("apache2", vec!["-f", &config, "-D", "FOREGROUND"])
            }
            Self::Caddy => (
                "caddy",
                vec!["run", "--adapter", "caddyfile", "--config", &config],
            ),
            Self::Haproxy => ("haproxy", vec!["-db", "-f", &config]),
            Self::Nginx => ("nginx", vec!["-e", &log, "-c", &config, "-p", &folder]),
        };
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = Command::new(program);
        let log = fs::File::create(file(directory, "output.log")).unwrap();
        command
            .env("PATH", format!("{path}:/usr/sbin"))
            .env("HOME", directory.path())
            .args(arguments)
            .stdout(Stdio::null())
            .stderr(log);
        command
    }
}

/// Starts a proxy. Returns `None` if it exits before it listens.
fn start(mut command: Command, https: SocketAddr) -> Option<Child> {
    let mut process = command
        .spawn()
        .unwrap_or_else(|_| panic!("cannot start a proxy, which tools/install installs"));
    while TcpStream::connect(https).is_err() {
        if process.try_wait().unwrap().is_some() {
            return None;
        }
        thread::sleep(Duration::from_millis(20));
    }
    Some(process)
}

fn opened(response: Response) -> Value {
    let text = response.text().unwrap();
    let opened: Value = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"));
    assert_eq!(opened["result"], "success", "{opened}");
    opened
}

#[test]
fn a_ticket_with_four_megabytes_arrives_unchanged_through_each_proxy() {
    let bytes = noise(4_000_000);
    for proxy in ALL {
        let site = Site::start(proxy);
        let form = Form::ticket().with("attachments", attachments(&[("a.png", &bytes)]));
        let opened = opened(site.post("127.0.0.2", &[], &form));
        let query = Form::of(&[
            ("action", "GetTicketAttachment"),
            ("type", "ticket"),
            ("relatedid", opened["id"].as_str().unwrap()),
            ("index", "0"),
        ]);
        let file = site.api.sandbox.call_sandbox(&query);
        let stored = STANDARD.decode(file["data"].as_str().unwrap()).unwrap();
        assert!(stored == bytes, "{proxy:?}: the stored file differs");
    }
}

#[test]
fn clients_behind_each_proxy_have_separate_rate_limits_and_cannot_choose_their_address() {
    for proxy in ALL {
        let site = Site::start(proxy);
        let status = |address, forged| {
            let headers = [("x-forwarded-for", forged)];
            site.post(address, &headers, &Form::ticket())
                .status()
                .as_u16()
        };
        assert_eq!(status("127.0.0.2", "203.0.113.1"), 200, "{proxy:?}");
        assert_eq!(status("127.0.0.2", "203.0.113.2"), 200, "{proxy:?}");
        assert_eq!(status("127.0.0.2", "203.0.113.3"), 429, "{proxy:?}");
        assert_eq!(status("127.0.0.3", "203.0.113.3"), 200, "{proxy:?}");
    }
}

#[test]
fn plain_http_is_redirected_to_https() {
    // Caddy redirects automatically, on ports that the test does not use.
    for proxy in [Proxy::Apache, Proxy::Haproxy] {
        let site = Site::start(proxy);
        let request = open_ticket_test_support::client().get(format!("http://{}/x", site.http));
        let response = request.header("host", HOST).send().unwrap();
        assert_eq!(response.status(), 301, "{proxy:?}");
        let location = response.headers()["location"].to_str().unwrap();
        assert_eq!(location, format!("https://{HOST}/x"), "{proxy:?}");
    }
}

/// The relay is down. The form with scripts gets a status of class 5xx, the form without scripts a page
/// that makes no false statement about the ticket.
#[test]
fn each_proxy_reports_a_missing_response_to_the_form_without_scripts() {
    for proxy in ALL {
        let stopped = Site::start(proxy).with_stopped_relay();
        let request = stopped
            .client_at("127.0.0.2")
            .get(stopped.url("/api/ticket/form"));
        let response = request.header("accept", "text/html").send().unwrap();
        assert!(matches!(response.status().as_u16(), 502..=504), "{proxy:?}");
        let content_type = response.headers()["content-type"]
            .to_str()
            .unwrap()
            .to_owned();
        assert!(
            content_type.starts_with("text/html"),
            "{proxy:?}: {content_type}"
        );
        let text = response.text().unwrap();
        assert!(
            text.contains("The support system did not respond"),
            "{proxy:?}: {text}"
        );
        assert!(
            text.contains("You will not get two tickets"),
            "{proxy:?}: {text}"
        );
    }
}

/// Messages that mod_security's core rules mistake for attacks.
const SUSPICIOUS: [&str; 4] = [
    "I ran `cat /etc/passwd; rm -rf /tmp/x && curl http://example.com/a.sh | sh` and it failed",
    "SELECT * FROM users WHERE id = 1 OR 1=1; DROP TABLE users; -- does not work",
    "<script>alert(document.cookie)</script> is in my page",
    "The page https://example.com/?a=1&b=../../etc/passwd answers 500, with $_GET['x'] in index.php",
];

#[test]
fn messages_that_look_like_attacks_reach_the_relay_through_the_core_rules() {
    let config = CONFIG.replace("per_hour = 2", "per_hour = 0");
    let site = Site::start_with(Proxy::ApacheWithCoreRules, &config, TIMEOUT, |config| {
        config
    });
    let ticket = |text: &str| Form::ticket().with("message", text);
    for text in SUSPICIOUS {
        opened(site.post("127.0.0.2", &[], &ticket(text)));
    }
    // 130 kB, more than the rules allow without files.
    let umlauts = "ü".repeat(22_000);
    opened(site.post("127.0.0.2", &[], &ticket(&umlauts)));

    // Without the exception, the rules block the messages. This proves that the test can fail.
    let without_exception =
        |config: String| config.replace("@beginsWith /api/ticket", "@beginsWith /none");
    let site = Site::start_with(
        Proxy::ApacheWithCoreRules,
        &config,
        TIMEOUT,
        without_exception,
    );
    for text in SUSPICIOUS {
        let response = site.post("127.0.0.2", &[], &ticket(text));
        assert_eq!(response.status(), 403, "{text}");
    }
}

/// The form cancels while the relay works, looks up the outcome, and sends a changed text under a
/// new key only if no ticket was opened. Regardless of how the proxy handles the cancelled request,
/// there is one ticket.
#[test]
fn a_ticket_that_is_cancelled_and_sent_again_is_opened_once_through_each_proxy() {
    let config = CONFIG.replace("per_hour = 2", "per_hour = 0")
        + "[request_body]\nmax_concurrent_large = 1\n";
    // By default, HAProxy does not close its connection to the relay when a client has cancelled.
    let abort_on_close = "    option abortonclose\n";
    let with_default = |config: String| config.replace(abort_on_close, "");
    let as_deployed = |config: String| config;
    let sites = ALL
        .map(|proxy| Site::start_with(proxy, &config, SHORT_TIMEOUT, as_deployed))
        .into_iter()
        .chain([
            Site::start_with(Proxy::Haproxy, &config, SHORT_TIMEOUT, with_default),
            Site::start_with(Proxy::Nginx, &config, SHORT_TIMEOUT, as_deployed),
        ]);
    // The sites are tested at the same time, since each test waits for two timeouts.
    let sites: Vec<Site> = sites.collect();
    thread::scope(|scope| {
        for site in &sites {
            scope.spawn(|| cancel_and_send_again(site));
        }
    });
}

fn cancel_and_send_again(site: &Site) {
    let proxy = site.proxy;
    let file = attachments(&[("a.png", &noise(300_000))]);
    let ticket = |subject: &str| {
        let form = Form::ticket().with("subject", subject);
        form.with("attachments", file.clone())
    };
    // The first ticket occupies the only slot until its response times out.
    site.api.inject("OpenTicket", Fault::ResponseWithheld);
    thread::scope(|scope| {
        scope.spawn(|| site.post("127.0.0.2", &[], &ticket("First")));
        while site.api.request_count("OpenTicket") == 0 {
            thread::sleep(Duration::from_millis(10));
        }
        let cancelled = site.client_at("127.0.0.3").post(site.url("/api/ticket"));
        let cancelled = cancelled
            .header("content-type", URLENCODED)
            .header("idempotency-key", KEY)
            .timeout(Duration::from_millis(700))
            .body(ticket("Second").body());
        assert!(cancelled.send().unwrap_err().is_timeout());
        let mut state = site.state(KEY);
        for _ in 0..200 {
            if state != "unknown" {
                break;
            }
            thread::sleep(Duration::from_millis(50));
            state = site.state(KEY);
        }
        match state.as_str() {
            "opened" => {}
            "not_opened" => {
                let headers = [("idempotency-key", "3f0e8b1c-52a4-4d6f-9c3e-7a1b2c3d4e60")];
                opened(site.post("127.0.0.3", &headers, &ticket("Second")));
            }
            other => panic!("{proxy:?}: {other}"),
        }
    });
    // Everything that the relay received ends within the timeout of a request.
    thread::sleep(SHORT_TIMEOUT);
    assert_eq!(site.tickets("Second"), 1, "{proxy:?}");
}
