//! Tests of the Markdown parser and renderer through their public API: the rules of rendering, the
//! examples of the specifications, collections of attacks, and stress inputs.

mod attacks;
mod autolinks;
mod commonmark;
mod corpora;
mod gfm;
mod html_writer;
mod incremental_reader;
mod limits;
mod line_breaks;
mod links;
mod outline;
mod parser_differences;
mod pathological_corpus;
mod properties;
mod rendering;
use crate::fixtures::stress_inputs;
