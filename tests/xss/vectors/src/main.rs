//! Generator of attacks on the preview, and the unsafe renderer of the control. Each command writes
//! a JSON list of strings to standard output:
//!
//! - `generated COUNT SEED`: randomly nested Markdown and HTML. The same seed gives the same
//!   strings.
//! - `disguised-links`: every known way to disguise a URL, in every form of a link.
//! - `unsafe-html`: the HTML that pulldown-cmark's `push_html` generates, with all options, for
//!   each string of a JSON list on standard input.

mod dangerous_urls;
mod disguised_links;
mod html_attacks;
mod markdown_attacks;
mod random_text;
mod random_urls;

use std::{env, io, process::ExitCode};

use pulldown_cmark::{Options, Parser};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("open-ticket-xss-vectors: {message}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), String> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let texts = match arguments[..] {
        ["generated", count, seed] => {
            random_text::random_text(parse_number(count)?, parse_number(seed)?)?
        }
        ["disguised-links"] => disguised_links::disguised_links(),
        ["unsafe-html"] => unsafe_html()?,
        _ => return Err("usage: generated COUNT SEED | disguised-links | unsafe-html".to_owned()),
    };
    serde_json::to_writer(io::stdout(), &texts).map_err(|error| error.to_string())
}

fn parse_number<T: std::str::FromStr>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("not a number: {text}"))
}

fn unsafe_html() -> Result<Vec<String>, String> {
    let texts: Vec<String> =
        serde_json::from_reader(io::stdin()).map_err(|error| error.to_string())?;
    Ok(texts.iter().map(|text| render(text)).collect())
}

fn render(text: &str) -> String {
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(text, Options::all()));
    html
}
