//! TLS to api.php: credentials are sent only to a server with a valid certificate.

use crate::support::{EXAMPLE_CONFIG, RelayProcess, WorkingDirectory};
use open_ticket_test_support::Form;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

const OPENED: &str = r#"{"result":"success","id":7,"tid":"ABC-1","c":"k"}"#;

/// Certificate for 127.0.0.1 only.
const CERTIFICATE: &str = "
[req]
prompt = no
distinguished_name = name
x509_extensions = extensions
[name]
CN = an api.php
[extensions]
basicConstraints = critical, CA:FALSE
subjectAltName = IP:127.0.0.1
";

/// Fake api.php that opens every ticket and records what it receives.
struct FakeApi {
    address: SocketAddr,
    received: Arc<Mutex<Vec<u8>>>,
}

impl FakeApi {
    fn start(directory: &WorkingDirectory) -> Self {
        let path = |name: &str| directory.path().join(name);
        fs::write(path("request.cnf"), CERTIFICATE).unwrap();
        let status = Command::new("openssl")
            .args("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2".split(' '))
            .args([
                "-config",
                "request.cnf",
                "-keyout",
                "key.pem",
                "-out",
                "cert.pem",
            ])
            .current_dir(directory.path())
            .stderr(Stdio::null())
            .status();
        assert!(status.unwrap().success());
        let certificate = CertificateDer::from_pem_file(path("cert.pem")).unwrap();
        let key = PrivateKeyDer::from_pem_file(path("key.pem")).unwrap();
        let _ = rustls::crypto::ring::default_provider().install_default();
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (config, received) = (Arc::new(config), Arc::default());
        let log = Arc::clone(&received);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
                respond(StreamOwned::new(connection, stream.unwrap()), &log);
            }
        });
        Self { address, received }
    }

    fn received(&self) -> String {
        String::from_utf8_lossy(&self.received.lock().unwrap()).into_owned()
    }
}

fn respond(mut stream: StreamOwned<ServerConnection, TcpStream>, log: &Mutex<Vec<u8>>) {
    let mut buffer = [0; 65_536];
    // Ends if the client rejects the certificate. A small request arrives in one or two pieces.
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        let mut received = log.lock().unwrap();
        received.extend_from_slice(&buffer[..count]);
        if String::from_utf8_lossy(&received).contains("secret=") {
            break;
        }
    }
    let length = OPENED.len();
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    let _ = stream.write_all(format!("{head}{OPENED}").as_bytes());
}

/// Starts a relay for the api.php at `host`, which trusts only the certificates in `trusted`.
fn relay(directory: &WorkingDirectory, host: &str, trusted: &str) -> RelayProcess {
    let url = format!("https://{host}/includes/api.php");
    let trusted = directory.path().join(trusted);
    directory.start_command(
        directory
            .command(&["--whmcs", &url, "--port", "0"])
            .env("OPEN_TICKET_IDENTIFIER", "an-identifier")
            .env("OPEN_TICKET_SECRET", "an-operators-secret")
            .env("SSL_CERT_FILE", trusted)
            .env("SSL_CERT_DIR", directory.path().join("no-such-folder")),
    )
}

#[test]
fn a_ticket_is_sent_over_tls_to_a_server_with_a_valid_certificate() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let api = FakeApi::start(&directory);
    let relay = relay(&directory, &api.address.to_string(), "cert.pem");
    let response = relay.post("/api/ticket", &Form::ticket());
    assert_eq!(response["tid"], "ABC-1", "{response}");
    assert!(api.received().contains("secret=an-operators-secret"));
    let request = api.received();
    let request_line = request.lines().next().unwrap_or_default();
    assert_eq!(
        request_line, "POST /includes/api.php HTTP/1.1",
        "the URL contains no secret"
    );
}

#[test]
fn a_server_without_a_valid_certificate_gets_no_credentials() {
    let directory = WorkingDirectory::new(EXAMPLE_CONFIG);
    let api = FakeApi::start(&directory);
    // First an untrusted issuer, then another host name.
    let other = WorkingDirectory::new(EXAMPLE_CONFIG);
    FakeApi::start(&other);
    let untrusted = fs::read(other.path().join("cert.pem")).unwrap();
    fs::write(directory.path().join("other.pem"), untrusted).unwrap();
    let by_name = format!("localhost:{}", api.address.port());
    for (host, trusted) in [
        (api.address.to_string(), "other.pem"),
        (by_name, "cert.pem"),
    ] {
        let relay = relay(&directory, &host, trusted);
        let response = relay.post("/api/ticket", &Form::ticket());
        assert_eq!(response["code"], "unavailable", "{host}: {response}");
        assert_eq!(api.received(), "", "{host}");
        let log = fs::read_to_string(directory.log()).unwrap();
        assert!(log.contains("NotConnected"), "{log}");
    }
}
