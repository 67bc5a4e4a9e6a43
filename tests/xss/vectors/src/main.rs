//! Attacks on the preview, and what a careless renderer makes of them. Each command writes a list
//! of texts, as JSON, to the standard output:
//!
//! - `generated COUNT SEED`: Markdown and HTML nested at random. The same seed says the same.
//! - `tricks`: every way to hide a URL that we know, in every form of a link.
//! - `careless`: the HTML that pulldown-cmark's `push_html` makes, with all options, of each text
//!   of the list that it reads from the standard input.

mod generated;
mod html;
mod markdown;
mod tricks;
mod urls;

use std::{env, io, process::ExitCode};

use pulldown_cmark::{Options, Parser};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(complaint) => {
            eprintln!("open-ticket-xss-vectors: {complaint}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let texts = match arguments[..] {
        ["generated", count, seed] => generated::texts(number(count)?, number(seed)?)?,
        ["tricks"] => tricks::texts(),
        ["careless"] => careless()?,
        _ => return Err("one of: generated COUNT SEED, tricks, careless".to_owned()),
    };
    serde_json::to_writer(io::stdout(), &texts).map_err(|error| error.to_string())
}

fn number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("no number: {text}"))
}

fn careless() -> Result<Vec<String>, String> {
    let texts: Vec<String> =
        serde_json::from_reader(io::stdin()).map_err(|error| error.to_string())?;
    Ok(texts.iter().map(|text| rendered(text)).collect())
}

fn rendered(text: &str) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(text, Options::all()));
    html
}
