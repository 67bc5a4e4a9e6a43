//! A gate between a relay and an api.php: it lets requests through, or loses them, or their answers.

use crate::support::{EXAMPLE, Relay};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It gets through, and so does its answer.
    Through,
    /// It gets through, and its answer is lost.
    AnswerLost,
    /// It gets through, and its answer does not come as long as anybody waits.
    AnswerHeld,
    /// It is lost itself, after it was read.
    Lost,
}

/// A gate before the api.php of another relay's sandbox.
pub struct Gate {
    pub url: String,
    /// The api.php behind it.
    pub sandbox: Relay,
    fates: Arc<Mutex<Vec<(&'static str, Fate)>>>,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Gate {
    pub fn new() -> Self {
        let sandbox = Relay::sandbox_with(EXAMPLE);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!(
            "http://{}/sandbox/includes/api.php",
            listener.local_addr().unwrap()
        );
        let (fates, seen) = (Arc::default(), Arc::default());
        let gate = Self {
            url,
            fates: Arc::clone(&fates),
            seen: Arc::clone(&seen),
            sandbox,
        };
        let behind = gate.sandbox.base.trim_start_matches("http://").to_owned();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                let (behind, fates, seen) = (behind.clone(), Arc::clone(&fates), Arc::clone(&seen));
                thread::spawn(move || pass(stream, &behind, &fates, &seen));
            }
        });
        gate
    }

    /// A relay in front of it that waits for so long.
    pub fn relay(&self, patience: Duration) -> Relay {
        Relay::before(&self.url, patience)
    }

    /// The next requests for this action have these fates, then all get through.
    pub fn next(&self, action: &'static str, fates: &[Fate]) {
        let mut list = self.fates.lock().unwrap();
        list.extend(fates.iter().map(|fate| (action, *fate)));
    }

    /// How many requests for this action came.
    pub fn count(&self, action: &str) -> usize {
        let pair = format!("action={action}&");
        let seen = self.seen.lock().unwrap();
        seen.iter().filter(|body| body.contains(&pair)).count()
    }
}

fn pass(
    mut stream: TcpStream,
    behind: &str,
    fates: &Mutex<Vec<(&'static str, Fate)>>,
    seen: &Mutex<Vec<String>>,
) {
    let request = read_message(&mut stream);
    let body = String::from_utf8_lossy(&request).into_owned();
    let body = body.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    seen.lock().unwrap().push(body.to_owned());
    let fate = {
        let mut fates = fates.lock().unwrap();
        let next = fates
            .iter()
            .position(|(action, _)| body.contains(&format!("action={action}&")));
        next.map_or(Fate::Through, |i| fates.remove(i).1)
    };
    if fate == Fate::Lost {
        return;
    }
    let mut api = TcpStream::connect(behind).unwrap();
    api.write_all(&request).unwrap();
    let answer = read_message(&mut api);
    match fate {
        Fate::Through => {
            let _ = stream.write_all(&answer);
        }
        // Until the relay hangs up.
        Fate::AnswerHeld => drop(stream.read(&mut [0])),
        Fate::AnswerLost | Fate::Lost => {}
    }
    let _ = stream.shutdown(Shutdown::Both);
}

/// A head, and the body whose length it says.
fn read_message(stream: &mut TcpStream) -> Vec<u8> {
    let (mut read, mut buffer) = (Vec::new(), [0; 65_536]);
    loop {
        let count = stream.read(&mut buffer).unwrap_or(0);
        read.extend_from_slice(&buffer[..count]);
        let end = read.windows(4).position(|four| four == b"\r\n\r\n");
        let Some(end) = end.filter(|_| count > 0) else {
            if count == 0 {
                return read;
            }
            continue;
        };
        let head = String::from_utf8_lossy(&read[..end]).to_ascii_lowercase();
        let length: usize = head
            .lines()
            .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok())
            .unwrap_or(0);
        if read.len() >= end + 4 + length {
            return read;
        }
    }
}
