//! Numbers in the names of files.

use open_ticket::ticket::numbered_name;

#[test]
fn a_name_that_is_taken_gets_a_number() {
    let mut names: Vec<String> = Vec::new();
    for _ in 0..3 {
        let name = numbered_name("image 1.png", |name| {
            names.iter().any(|other| other == name)
        });
        names.push(name);
    }
    assert_eq!(names, ["image 1.png", "image 1 (2).png", "image 1 (3).png"]);
    assert_eq!(numbered_name("a", |name| name == "a"), "a (2)");
    assert_eq!(numbered_name("", |name| name.is_empty()), " (2)");
}
