//! PHP, as a reference.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Runs a script in the folder `php` and returns its output.
pub fn php(script: &str, arguments: &[&str], input: &str) -> String {
    let script = path_of(script);
    let mut child = Command::new("php")
        .args(["-d", "max_input_vars=1000", &script])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("this test runs PHP, which `make test` installs: {error}"));
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// PHP's built-in web server, with PHP's default settings except `display_errors`. Killed on drop.
pub struct PhpServer {
    child: Child,
    pub url: String,
}

impl PhpServer {
    /// Starts a server that runs a script of the folder `php` for every request.
    pub fn start(script: &str) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let address = format!("127.0.0.1:{port}");
        // Without php.ini, the settings have PHP's defaults.
        let child = Command::new("php")
            .args([
                "-n",
                "-d",
                "display_errors=0",
                "-S",
                &address,
                &path_of(script),
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self {
            child,
            url: format!("http://{address}/"),
        };
        while TcpStream::connect(&address).is_err() {
            std::thread::sleep(Duration::from_millis(10));
        }
        server
    }
}

impl Drop for PhpServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the path of a script in the folder `php`.
pub fn path_of(script: &str) -> String {
    format!("{}/tests/sandbox/php/{script}", env!("CARGO_MANIFEST_DIR"))
}
