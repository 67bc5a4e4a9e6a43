//! Tests of the editor's commands, keys and paste handling through their public API.

mod block_markers;
mod blocks;
mod html_addresses;
mod html_cases;
mod html_equivalents;
mod html_lists;
mod html_meaning;
mod html_or_plain_text;
mod html_parser;
mod html_paste;
mod html_paste_properties;
mod inline_formats;
mod keys;
mod links;
mod long_text;
mod paste;
mod properties;
mod random_text;
mod rendered_text;
mod selection_notation;
mod tables;
mod tree_properties;
mod undo_history;
