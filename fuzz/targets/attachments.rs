//! Arbitrary bytes as the JSON in `attachments`. A fuzzer would not find valid JSON through base64.
#![no_main]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use libfuzzer_sys::fuzz_target;
use open_ticket::rules::encoded_files_size;
use open_ticket::wire::attachments::{self, Encoder};

fuzz_target!(|json: &[u8]| {
    let Ok(files) = attachments::decode(&STANDARD.encode(json)) else {
        return;
    };
    let mut value = String::new();
    let mut encoder = Encoder::new();
    for file in &files {
        encoder.start_file(file.name(), &mut value);
        encoder.push_bytes(file.body(), &mut value);
    }
    encoder.finish(&mut value);
    let sizes = files.iter().map(|file| (file.name(), file.size()));
    let parameter_size = if files.is_empty() {
        0
    } else {
        "&attachments=".len() + value.len()
    };
    assert_eq!(encoded_files_size(sizes), parameter_size as u64);
    assert_eq!(attachments::decode(&value.replace("%3D", "=")), Ok(files));
});
