//! The relay behind Debian's nginx, by the very file that operators are given.

use crate::home::{Home, Running};
use crate::support::{API, Form, URLENCODED, attachments, client, noise};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Certificate;
use reqwest::blocking::{Body, Client, Response};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use serde_json::Value;
use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

const SITE: &str = include_str!("../../../deploy/nginx.conf");
const NAME: &str = "tickets.example.com";

const BEHIND: &str = r#"
trusted_proxies = ["127.0.0.1"]
[rates]
per_hour = 1
[[departments]]
id = 1
name = "General"
"#;

const CERTIFICATE: &str = "
[req]
prompt = no
distinguished_name = name
x509_extensions = extensions
[name]
CN = tickets.example.com
[extensions]
basicConstraints = critical, CA:FALSE
subjectAltName = DNS:tickets.example.com
";

/// nginx before a relay with its sandbox; its files lie in the relay's folder.
struct Site {
    nginx: Child,
    https: SocketAddr,
    http: SocketAddr,
    relay: Running,
    home: Home,
}

impl Site {
    fn start(config: &str) -> Self {
        let home = Home::new(config);
        let relay = home.start();
        certify(&home);
        // Somebody else may take a port that was free.
        for _ in 0..10 {
            let (http, https) = (free(), free());
            fs::write(file(&home, "nginx.conf"), main_file(&home)).unwrap();
            fs::write(
                file(&home, "site.conf"),
                site(&home, &relay.address, http, https),
            )
            .unwrap();
            if let Some(nginx) = start(&home, https) {
                return Self {
                    nginx,
                    https,
                    http,
                    relay,
                    home,
                };
            }
        }
        panic!("nginx does not start: {}", log(&home));
    }

    /// A browser at this address of the loopback network.
    fn browser(&self, address: &str) -> Client {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let pem = fs::read(file(&self.home, "fullchain.pem")).unwrap();
        Client::builder()
            .no_proxy()
            .tls_certs_only([Certificate::from_pem(&pem).unwrap()])
            .resolve(NAME, self.https)
            .local_address(address.parse::<IpAddr>().unwrap())
            .build()
            .unwrap()
    }

    fn url(&self) -> String {
        format!("https://{NAME}:{}/api/ticket", self.https.port())
    }

    fn post(&self, address: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Response {
        let request = self.browser(address).post(self.url());
        let request = request.header("content-type", URLENCODED).body(body);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        request.send().unwrap()
    }

    /// What is answered to the claim of so large a body, of which nothing ever comes.
    fn claim(&self, length: usize) -> String {
        let mut roots = RootCertStore::empty();
        let pem = file(&self.home, "fullchain.pem");
        roots
            .add(CertificateDer::from_pem_file(pem).unwrap())
            .unwrap();
        let config = ClientConfig::builder()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = NAME.try_into().unwrap();
        let connection = ClientConnection::new(Arc::new(config), name).unwrap();
        let mut stream = StreamOwned::new(connection, TcpStream::connect(self.https).unwrap());
        write!(
            stream,
            "POST /api/ticket HTTP/1.1\r\nhost: {NAME}\r\ncontent-type: {URLENCODED}\r\n\
             content-length: {length}\r\n\r\n"
        )
        .unwrap();
        let mut answer = Vec::new();
        while !answer.ends_with(b"}") {
            let mut some = [0; 1024];
            let count = stream.read(&mut some).unwrap();
            assert_ne!(count, 0, "{answer:?}");
            answer.extend_from_slice(&some[..count]);
        }
        String::from_utf8(answer).unwrap()
    }

    fn open(&self, address: &str, headers: &[(&str, &str)]) -> u16 {
        let answer = self.post(address, headers, Form::ticket().body());
        answer.status().as_u16()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        stop(&mut self.nginx);
    }
}

#[test]
fn a_ticket_with_four_megabytes_comes_through_as_it_was() {
    let site = Site::start(BEHIND);
    let bytes = noise(4_000_000);
    let form = Form::ticket().with("attachments", attachments(&[("a.png", &bytes)]));
    // The page's own origin, for a browser that says no more than that.
    let origin = format!("https://{NAME}:{}", site.https.port());
    let answer = site.post("127.0.0.2", &[("origin", &origin)], form.body());
    let opened: Value = serde_json::from_str(&answer.text().unwrap()).unwrap();
    assert_eq!(opened["result"], "success", "{opened}");
    let asked = Form::of(&[
        ("action", "GetTicketAttachment"),
        ("type", "ticket"),
        ("relatedid", opened["id"].as_str().unwrap()),
        ("index", "0"),
    ]);
    let file = site.relay.post(API, &asked.with_credentials());
    let stored = STANDARD.decode(file["data"].as_str().unwrap()).unwrap();
    assert!(stored == bytes, "other bytes are stored than were sent");
}

#[test]
fn clients_are_told_apart_because_nginx_is_trusted() {
    let site = Site::start(BEHIND);
    assert_eq!(site.open("127.0.0.2", &[]), 200);
    assert_eq!(site.open("127.0.0.2", &[]), 429);
    assert_eq!(site.open("127.0.0.3", &[]), 200);
}

#[test]
fn behind_a_proxy_that_is_not_trusted_all_are_one() {
    let site = Site::start(&BEHIND.replace("127.0.0.1", "192.0.2.1"));
    assert_eq!(site.open("127.0.0.2", &[]), 200);
    assert_eq!(site.open("127.0.0.3", &[]), 429);
}

#[test]
fn an_address_that_a_client_claims_is_not_believed() {
    let site = Site::start(BEHIND);
    assert_eq!(
        site.open("127.0.0.2", &[("x-forwarded-for", "203.0.113.1")]),
        200
    );
    assert_eq!(
        site.open("127.0.0.2", &[("x-forwarded-for", "203.0.113.2")]),
        429
    );
}

#[test]
fn the_relay_and_nginx_say_too_large_in_the_same_words() {
    let site = Site::start(BEHIND);
    let of_the_relay = site.post("127.0.0.2", &[], vec![b'a'; (8 << 20) + 1]);
    assert_eq!(of_the_relay.status(), 413);
    assert_eq!(of_the_relay.headers()["content-type"], "application/json");
    assert!(of_the_relay.headers().contains_key("x-request-id"));

    let of_nginx = site.claim(65 << 20);
    assert!(of_nginx.starts_with("HTTP/1.1 413 "), "{of_nginx}");
    assert!(of_nginx.contains("Content-Type: application/json\r\n"));
    let (_, body) = of_nginx.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, of_the_relay.text().unwrap());
}

#[test]
fn what_comes_without_tls_is_sent_to_it() {
    let site = Site::start(BEHIND);
    let request = client().get(format!("http://{}/api/ticket", site.http));
    let answer = request.header("host", NAME).send().unwrap();
    assert_eq!(answer.status(), 301);
    assert_eq!(
        answer.headers()["location"],
        format!("https://{NAME}/api/ticket")
    );
}

/// The operators' file with this test's ports and paths. What it replaces must be there once.
fn site(home: &Home, relay: &str, http: SocketAddr, https: SocketAddr) -> String {
    let replaced = [
        ("server 127.0.0.1:8080;", format!("server {relay};")),
        ("listen 80;", format!("listen {http};")),
        ("listen 443 ssl", format!("listen {https} ssl")),
        (
            "/etc/letsencrypt/live/tickets.example.com/fullchain.pem",
            file(home, "fullchain.pem"),
        ),
        (
            "/etc/letsencrypt/live/tickets.example.com/privkey.pem",
            file(home, "privkey.pem"),
        ),
        ("/var/log/nginx/open-ticket.log", file(home, "site.log")),
    ];
    replaced
        .iter()
        .fold(SITE.to_owned(), |text, (theirs, ours)| {
            assert_eq!(text.matches(theirs).count(), 1, "{theirs}");
            text.replace(theirs, ours)
        })
}

/// What Debian's nginx.conf is to the file of a site.
fn main_file(home: &Home) -> String {
    let folder = home.0.path().display();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {folder}/{name};\n"))
        .concat();
    format!(
        "daemon off;\npid {folder}/nginx.pid;\nworker_processes 1;\nevents {{}}\n\
         http {{\n{temporary}access_log off;\ninclude {folder}/site.conf;\n}}\n"
    )
}

/// None if it ends before it listens.
fn start(home: &Home, https: SocketAddr) -> Option<Child> {
    let path = std::env::var("PATH").unwrap_or_default();
    let mut nginx = Command::new("nginx")
        .env("PATH", format!("{path}:/usr/sbin"))
        .args(["-e", &file(home, "error.log")])
        .args(["-c", &file(home, "nginx.conf")])
        .args(["-p", &file(home, "")])
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while TcpStream::connect(https).is_err() {
        if nginx.try_wait().unwrap().is_some() {
            return None;
        }
        std::thread::yield_now();
    }
    Some(nginx)
}

/// SIGTERM: killed outright, nginx would leave its workers behind.
fn stop(nginx: &mut Child) {
    let id = nginx.id().to_string();
    let _ = Command::new("kill").args(["-TERM", &id]).status();
    let _ = nginx.wait();
}

fn certify(home: &Home) {
    fs::write(file(home, "certificate.cnf"), CERTIFICATE).unwrap();
    let made = Command::new("openssl")
        .args(["req", "-x509", "-nodes", "-days", "2", "-newkey", "ec"])
        .args(["-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args(["-config", &file(home, "certificate.cnf")])
        .args(["-keyout", &file(home, "privkey.pem")])
        .args(["-out", &file(home, "fullchain.pem")])
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(made.success());
}

fn free() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

fn file(home: &Home, name: &str) -> String {
    home.0.path().join(name).display().to_string()
}

fn log(home: &Home) -> String {
    fs::read_to_string(file(home, "error.log")).unwrap_or_default()
}
