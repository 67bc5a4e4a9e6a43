//! CommonMark 0.31.2, example by example.

use std::collections::{BTreeMap, BTreeSet};

use open_ticket::markdown;

use super::{
    corpora::{self, Example},
    expected::{self, Difference},
    writer,
};

/// Exactly the examples that each difference touches; one may be touched by several.
const TOUCHED: [(Difference, &str); 8] = [
    (
        Difference::Heading,
        "10 59 62 66-68 71-84 86 89-91 95-96 102-103 115 141 214-215 227-230 232 300 646-647",
    ),
    (
        Difference::Title,
        "22-23 32-33 192-196 202 217 482 505-506 509-510 527 539 542-543 553-559 561 572-573 576-577 579 584-589 591 593",
    ),
    (
        Difference::LinkRefused,
        "22-23 32-33 192-196 198 200 202-206 214-218 404 419 422 433 473-474 482-487 489 492 495-496 498-507 509-510 512 514-519 521-522 527-535 539-544 549-550 553-562 564-571 593 596 598-599 601",
    ),
    (Difference::LinkWithoutText, "484 487"),
    (Difference::Image, "517 520 531 572-589 591"),
    (Difference::Language, "34 144"),
    (Difference::BareAddress, "602 606 608 611-612"),
    (
        Difference::RawHtml,
        "21 31 148-191 201 308-309 344 475-477 491 494 524 536 613-617 623 625-631 642-643",
    ),
];

#[test]
fn every_example_is_read_as_commonmark_reads_it_but_for_the_named_differences() {
    let examples = corpora::commonmark();
    let mut touched: BTreeMap<Difference, Vec<u64>> = BTreeMap::new();
    let mut equal = 0;
    for example in &examples {
        let differences = explained(example).unwrap_or_else(|why| panic!("{why}"));
        equal += usize::from(differences.is_empty());
        for difference in differences {
            touched.entry(difference).or_default().push(example.number);
        }
    }
    let named = TOUCHED.map(|(difference, examples)| (difference, numbers(examples)));
    assert_eq!(touched, BTreeMap::from(named));
    assert_eq!((examples.len(), equal), (652, 417));
}

/// Which differences explain what is drawn for an example.
///
/// # Errors
/// What is drawn and what was wanted, if none does.
pub fn explained(example: &Example) -> Result<BTreeSet<Difference>, String> {
    let drawn = writer::reference(&markdown::parse(&example.markdown));
    let (wanted, mut differences) = expected::by_our_rules(&example.html, &example.markdown);
    let (bare, shown) = (expected::without_bare_addresses, expected::shown_as_text);
    let raw = expected::has_raw_html(&example.html, &example.markdown);
    if drawn == wanted {
        Ok(differences)
    } else if bare(&drawn) == bare(&wanted) {
        differences.insert(Difference::BareAddress);
        Ok(differences)
    } else if raw && shown(&drawn) == shown(&wanted) {
        differences.insert(Difference::RawHtml);
        Ok(differences)
    } else {
        Err(format!(
            "example {} ({})\n--- source\n{}\n--- drawn\n{drawn}\n--- wanted\n{wanted}",
            example.number, example.section, example.markdown
        ))
    }
}

/// `1 3-5` as 1, 3, 4, 5.
fn numbers(list: &str) -> Vec<u64> {
    let number = |text: &str| text.parse().expect("a number");
    list.split(' ')
        .flat_map(|run| {
            let (first, last) = run.split_once('-').unwrap_or((run, run));
            number(first)..=number(last)
        })
        .collect()
}
