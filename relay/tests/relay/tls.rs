//! An api.php behind TLS: who cannot prove its name is told nothing.

use crate::home::{Home, Running};
use crate::support::{EXAMPLE, Form};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;

const YES: &str = r#"{"result":"success","id":7,"tid":"ABC-1","c":"k"}"#;

/// A certificate for 127.0.0.1 alone.
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

/// An api.php of a few lines that says yes to whoever gets through, and keeps what it read.
struct Api {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<u8>>>,
}

impl Api {
    fn start(home: &Home) -> Self {
        let path = |name: &str| home.0.path().join(name);
        fs::write(path("request.cnf"), CERTIFICATE).unwrap();
        let made = Command::new("openssl")
            .args("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -noenc -days 2".split(' '))
            .args([
                "-config",
                "request.cnf",
                "-keyout",
                "key.pem",
                "-out",
                "cert.pem",
            ])
            .current_dir(home.0.path())
            .stderr(Stdio::null())
            .status();
        assert!(made.unwrap().success());
        let certificate = CertificateDer::from_pem_file(path("cert.pem")).unwrap();
        let key = PrivateKeyDer::from_pem_file(path("key.pem")).unwrap();
        let _ = rustls::crypto::ring::default_provider().install_default();
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (config, seen) = (Arc::new(config), Arc::default());
        let keep = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
                answer(StreamOwned::new(connection, stream.unwrap()), &keep);
            }
        });
        Self { address, seen }
    }

    fn seen(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().unwrap()).into_owned()
    }
}

fn answer(mut stream: StreamOwned<ServerConnection, TcpStream>, keep: &Mutex<Vec<u8>>) {
    let mut buffer = [0; 65_536];
    // Whoever does not trust the certificate ends here. A small request comes in one piece or two.
    while let Ok(count @ 1..) = stream.read(&mut buffer) {
        let mut seen = keep.lock().unwrap();
        seen.extend_from_slice(&buffer[..count]);
        if String::from_utf8_lossy(&seen).contains("secret=") {
            break;
        }
    }
    let length = YES.len();
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
    let _ = stream.write_all(format!("{head}{YES}").as_bytes());
}

/// A relay in front of `host`, which trusts what `trusted` holds and nothing else.
fn relay(home: &Home, host: &str, trusted: &str) -> Running {
    let url = format!("https://{host}/includes/api.php");
    let trusted = home.0.path().join(trusted);
    home.start_as(
        home.command(&["--whmcs", &url, "--port", "0"])
            .env("OPEN_TICKET_IDENTIFIER", "an-identifier")
            .env("OPEN_TICKET_SECRET", "an-operators-secret")
            .env("SSL_CERT_FILE", trusted)
            .env("SSL_CERT_DIR", home.0.path().join("no-such-folder")),
    )
}

#[test]
fn a_ticket_goes_over_tls_to_a_name_that_is_proved() {
    let home = Home::new(EXAMPLE);
    let api = Api::start(&home);
    let relay = relay(&home, &api.address.to_string(), "cert.pem");
    let answer = relay.post("/api/ticket", &Form::ticket());
    assert_eq!(answer["tid"], "ABC-1", "{answer}");
    assert!(api.seen().contains("secret=an-operators-secret"));
    let head = api.seen();
    let head = head.lines().next().unwrap_or_default();
    assert_eq!(
        head, "POST /includes/api.php HTTP/1.1",
        "no secret in the address"
    );
}

#[test]
fn who_cannot_prove_the_name_gets_no_credentials() {
    let home = Home::new(EXAMPLE);
    let api = Api::start(&home);
    // Another authority is trusted than the one that signed; and then another name is asked for.
    let other = Home::new(EXAMPLE);
    Api::start(&other);
    let stranger = fs::read(other.0.path().join("cert.pem")).unwrap();
    fs::write(home.0.path().join("stranger.pem"), stranger).unwrap();
    let by_name = format!("localhost:{}", api.address.port());
    for (host, trusted) in [
        (api.address.to_string(), "stranger.pem"),
        (by_name, "cert.pem"),
    ] {
        let relay = relay(&home, &host, trusted);
        let answer = relay.post("/api/ticket", &Form::ticket());
        assert_eq!(answer["code"], "unavailable", "{host}: {answer}");
        assert_eq!(api.seen(), "", "{host}");
        let log = fs::read_to_string(home.log()).unwrap();
        assert!(log.contains("NotConnected"), "{log}");
    }
}
