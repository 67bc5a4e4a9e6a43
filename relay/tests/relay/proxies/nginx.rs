//! The relay behind nginx, with the configuration in `deploy/nginx.conf`.

use crate::support::{RelayProcess, SANDBOX_API, WorkingDirectory};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use open_ticket_test_support::{Form, URLENCODED, attachments, client, noise};
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

const DEPLOYED_CONFIG: &str = include_str!("../../../../deploy/nginx.conf");
pub const HOST: &str = "tickets.example.com";

const RELAY_CONFIG: &str = r#"
trusted_proxies = ["127.0.0.1"]
[rate_limits]
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

/// nginx in front of a relay with the sandbox. Its files are in the relay's folder.
struct Site {
    nginx: Child,
    https: SocketAddr,
    http: SocketAddr,
    relay: RelayProcess,
    directory: WorkingDirectory,
}

impl Site {
    fn start(config: &str) -> Self {
        let directory = WorkingDirectory::new(config);
        let relay = directory.start();
        create_certificate(&directory);
        // Another process may take a free port in the meantime.
        for _ in 0..10 {
            let (http, https) = (free_address(), free_address());
            fs::write(file(&directory, "nginx.conf"), main_config(&directory)).unwrap();
            fs::write(
                file(&directory, "site.conf"),
                site_config(&directory, &relay.address, http, https),
            )
            .unwrap();
            if let Some(nginx) = start_nginx(&directory, https) {
                return Self {
                    nginx,
                    https,
                    http,
                    relay,
                    directory,
                };
            }
        }
        panic!("nginx does not start: {}", error_log(&directory));
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
            .build()
            .unwrap()
    }

    fn url(&self) -> String {
        format!("https://{HOST}:{}/api/ticket", self.https.port())
    }

    fn post(&self, address: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Response {
        let request = self.client_at(address).post(self.url());
        let request = request.header("content-type", URLENCODED).body(body);
        let request = headers.iter().fold(request, |request, (name, value)| {
            request.header(*name, *value)
        });
        request.send().unwrap()
    }

    /// Sends the headers of a request with this `Content-Length` and no body. Returns the response.
    fn post_headers_only(&self, length: usize, accept: &str) -> String {
        let mut roots = RootCertStore::empty();
        let pem = file(&self.directory, "fullchain.pem");
        roots
            .add(CertificateDer::from_pem_file(pem).unwrap())
            .unwrap();
        let config = ClientConfig::builder()
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = HOST.try_into().unwrap();
        let connection = ClientConnection::new(Arc::new(config), name).unwrap();
        let mut stream = StreamOwned::new(connection, TcpStream::connect(self.https).unwrap());
        write!(
            stream,
            "POST /api/ticket HTTP/1.1\r\nhost: {HOST}\r\ncontent-type: {URLENCODED}\r\naccept: {accept}\r\n\
             content-length: {length}\r\n\r\n"
        )
        .unwrap();
        let mut response = Vec::new();
        while !response.ends_with(b"}") && !response.ends_with(b"</p>") {
            let mut buffer = [0; 1024];
            let count = stream.read(&mut buffer).unwrap();
            assert_ne!(count, 0, "{response:?}");
            response.extend_from_slice(&buffer[..count]);
        }
        String::from_utf8(response).unwrap()
    }

    fn open_ticket(&self, address: &str, headers: &[(&str, &str)]) -> u16 {
        let response = self.post(address, headers, Form::ticket().body());
        response.status().as_u16()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        stop_nginx(&mut self.nginx);
    }
}

#[test]
fn a_ticket_with_four_megabytes_arrives_unchanged() {
    let site = Site::start(RELAY_CONFIG);
    let bytes = noise(4_000_000);
    let form = Form::ticket().with("attachments", attachments(&[("a.png", &bytes)]));
    // A browser without Fetch Metadata sends only `Origin`.
    let origin = format!("https://{HOST}:{}", site.https.port());
    let response = site.post("127.0.0.2", &[("origin", &origin)], form.body());
    let opened: Value = serde_json::from_str(&response.text().unwrap()).unwrap();
    assert_eq!(opened["result"], "success", "{opened}");
    let query = Form::of(&[
        ("action", "GetTicketAttachment"),
        ("type", "ticket"),
        ("relatedid", opened["id"].as_str().unwrap()),
        ("index", "0"),
    ]);
    let file = site.relay.post(SANDBOX_API, &query.with_credentials());
    let stored = STANDARD.decode(file["data"].as_str().unwrap()).unwrap();
    assert!(stored == bytes, "the stored file differs");
}

#[test]
fn clients_behind_a_trusted_nginx_have_separate_rate_limits() {
    let site = Site::start(RELAY_CONFIG);
    assert_eq!(site.open_ticket("127.0.0.2", &[]), 200);
    assert_eq!(site.open_ticket("127.0.0.2", &[]), 429);
    assert_eq!(site.open_ticket("127.0.0.3", &[]), 200);
}

#[test]
fn clients_behind_an_untrusted_proxy_share_a_rate_limit() {
    let site = Site::start(&RELAY_CONFIG.replace("127.0.0.1", "192.0.2.1"));
    assert_eq!(site.open_ticket("127.0.0.2", &[]), 200);
    assert_eq!(site.open_ticket("127.0.0.3", &[]), 429);
}

#[test]
fn a_forged_forwarded_address_is_ignored() {
    let site = Site::start(RELAY_CONFIG);
    assert_eq!(
        site.open_ticket("127.0.0.2", &[("x-forwarded-for", "203.0.113.1")]),
        200
    );
    assert_eq!(
        site.open_ticket("127.0.0.2", &[("x-forwarded-for", "203.0.113.2")]),
        429
    );
}

#[test]
fn nginx_and_the_relay_reject_a_large_request_with_the_same_body() {
    let site = Site::start(RELAY_CONFIG);
    let from_relay = site.post("127.0.0.2", &[], vec![b'a'; (8 << 20) + 1]);
    assert_eq!(from_relay.status(), 413);
    assert_eq!(from_relay.headers()["content-type"], "application/json");
    assert!(from_relay.headers().contains_key("x-request-id"));

    let from_nginx = site.post_headers_only(65 << 20, "application/json");
    assert!(from_nginx.starts_with("HTTP/1.1 413 "), "{from_nginx}");
    assert!(from_nginx.contains("Content-Type: application/json\r\n"));
    let (_, body) = from_nginx.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, from_relay.text().unwrap());
}

#[test]
fn nginx_shows_a_page_to_the_form_without_scripts() {
    let mut site = Site::start(RELAY_CONFIG);
    let too_large = site.post_headers_only(65 << 20, "text/html");
    assert!(too_large.starts_with("HTTP/1.1 413 "), "{too_large}");
    assert!(too_large.contains("Content-Type: text/html\r\n"));
    assert!(too_large.contains("Your ticket is too large"));

    site.relay.child.kill().unwrap();
    site.relay.child.wait().unwrap();
    let request = site.client_at("127.0.0.2").get(site.url());
    let response = request.send().unwrap();
    assert_eq!(response.status(), 502);
    let text = response.text().unwrap();
    assert!(text.contains("did not respond"), "{text}");
}

#[test]
fn plain_http_is_redirected_to_https() {
    let site = Site::start(RELAY_CONFIG);
    let request = client().get(format!("http://{}/api/ticket", site.http));
    let response = request.header("host", HOST).send().unwrap();
    assert_eq!(response.status(), 301);
    assert_eq!(
        response.headers()["location"],
        format!("https://{HOST}/api/ticket")
    );
}

/// Replaces ports and paths in the deployed configuration. Each must occur exactly once.
pub fn site_config(
    directory: &WorkingDirectory,
    relay: &str,
    http: SocketAddr,
    https: SocketAddr,
) -> String {
    let replacements = [
        ("server 127.0.0.1:8080;", format!("server {relay};")),
        ("listen 80;", format!("listen {http};")),
        ("listen 443 ssl", format!("listen {https} ssl")),
        (
            "/etc/letsencrypt/live/tickets.example.com/fullchain.pem",
            file(directory, "fullchain.pem"),
        ),
        (
            "/etc/letsencrypt/live/tickets.example.com/privkey.pem",
            file(directory, "privkey.pem"),
        ),
        (
            "/var/log/nginx/open-ticket.log",
            file(directory, "site.log"),
        ),
    ];
    replacements
        .iter()
        .fold(DEPLOYED_CONFIG.to_owned(), |text, (deployed, test)| {
            assert_eq!(text.matches(deployed).count(), 1, "{deployed}");
            text.replace(deployed, test)
        })
}

/// Returns the main configuration, which includes the site's configuration.
pub fn main_config(directory: &WorkingDirectory) -> String {
    let folder = directory.path().display();
    let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|name| format!("{name}_temp_path {folder}/{name};\n"))
        .concat();
    format!(
        "daemon off;\npid {folder}/nginx.pid;\nworker_processes 1;\nevents {{}}\n\
         http {{\n{temporary}access_log off;\ninclude {folder}/site.conf;\n}}\n"
    )
}

/// Starts nginx. Returns `None` if it exits before it listens.
fn start_nginx(directory: &WorkingDirectory, https: SocketAddr) -> Option<Child> {
    let path = std::env::var("PATH").unwrap_or_default();
    let mut nginx = Command::new("nginx")
        .env("PATH", format!("{path}:/usr/sbin"))
        .args(["-e", &file(directory, "error.log")])
        .args(["-c", &file(directory, "nginx.conf")])
        .args(["-p", &file(directory, "")])
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

/// Sends SIGTERM. SIGKILL would leave the worker processes running.
fn stop_nginx(nginx: &mut Child) {
    let id = nginx.id().to_string();
    let _ = Command::new("kill").args(["-TERM", &id]).status();
    let _ = nginx.wait();
}

pub fn create_certificate(directory: &WorkingDirectory) {
    fs::write(file(directory, "certificate.cnf"), CERTIFICATE).unwrap();
    let status = Command::new("openssl")
        .args(["req", "-x509", "-nodes", "-days", "2", "-newkey", "ec"])
        .args(["-pkeyopt", "ec_paramgen_curve:prime256v1"])
        .args(["-config", &file(directory, "certificate.cnf")])
        .args(["-keyout", &file(directory, "privkey.pem")])
        .args(["-out", &file(directory, "fullchain.pem")])
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
}

pub fn free_address() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

pub fn file(directory: &WorkingDirectory, name: &str) -> String {
    directory.path().join(name).display().to_string()
}

fn error_log(directory: &WorkingDirectory) -> String {
    fs::read_to_string(file(directory, "error.log")).unwrap_or_default()
}
