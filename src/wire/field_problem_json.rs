//! JSON of a problem in the relay's response: `"field": "custom_field:3"` and
//! `"problem": {"kind": "too_long", "length": 300, "limit": 250}`.

use crate::ticket::{Field, FieldId, FileName, Problem, Violation};
use serde_json::{Value, json};

/// Names of the fields that are not custom fields.
const FIELD_NAMES: [(Field, &str); 8] = [
    (Field::Name, "name"),
    (Field::Email, "email"),
    (Field::Department, "department"),
    (Field::Related, "related"),
    (Field::Priority, "priority"),
    (Field::Subject, "subject"),
    (Field::Message, "message"),
    (Field::Files, "files"),
];

/// Prefix of the name of a custom field, before its id.
const CUSTOM_PREFIX: &str = "custom_field:";

/// Inserts `field` and `problem` into a response. Does nothing if it is not a JSON object.
pub fn insert_problem(problem: &Problem, response: &mut Value) {
    if let Some(response) = response.as_object_mut() {
        response.insert("field".into(), field_name(problem.field).into());
        response.insert("problem".into(), encode_violation(&problem.violation));
    }
}

pub(super) fn decode(response: &Value) -> Option<Problem> {
    let field = decode_field(response["field"].as_str()?)?;
    let violation = decode_violation(&response["problem"])?;
    Some(Problem::new(field, violation))
}

fn field_name(field: Field) -> String {
    match field {
        Field::Custom(id) => format!("{CUSTOM_PREFIX}{id}"),
        _ => FIELD_NAMES
            .iter()
            .find(|(known, _)| *known == field)
            .map_or_else(String::new, |(_, name)| (*name).to_owned()),
    }
}

fn decode_field(name: &str) -> Option<Field> {
    if let Some(id) = name.strip_prefix(CUSTOM_PREFIX) {
        return FieldId::new(id.parse().ok()?).map(Field::Custom);
    }
    let found = FIELD_NAMES.iter().find(|(_, known)| *known == name);
    found.map(|(field, _)| *field)
}

fn encode_violation(violation: &Violation) -> Value {
    match violation {
        Violation::Missing => json!({ "kind": "missing" }),
        Violation::NotOffered => json!({ "kind": "not_offered" }),
        Violation::ClientsOnly => json!({ "kind": "clients_only" }),
        Violation::ControlCharacter => json!({ "kind": "control_character" }),
        Violation::TooLong { length, limit } => {
            json!({ "kind": "too_long", "length": length, "limit": limit })
        }
        Violation::InvalidEmail => json!({ "kind": "invalid_email" }),
        Violation::EmailRefused => json!({ "kind": "email_refused" }),
        Violation::NonAsciiEmail => json!({ "kind": "non_ascii_email" }),
        Violation::InvalidUrl => json!({ "kind": "invalid_url" }),
        Violation::PatternMismatch { help } => json!({ "kind": "pattern_mismatch", "help": help }),
        Violation::TooManyFiles { count, limit } => {
            json!({ "kind": "too_many_files", "count": count, "limit": limit })
        }
        Violation::FileTooLarge { name, size, limit } => json!({
            "kind": "file_too_large", "name": name.as_str(), "size": size, "limit": limit,
        }),
        Violation::FilesTooLarge { size, limit } => {
            json!({ "kind": "files_too_large", "size": size, "limit": limit })
        }
        Violation::ExtensionNotAllowed { name, allowed } => {
            json!({ "kind": "extension_not_allowed", "name": name.as_str(), "allowed": allowed })
        }
        Violation::EmptyFile { name } => json!({ "kind": "empty_file", "name": name.as_str() }),
        Violation::FileGone { name } => json!({ "kind": "file_gone", "name": name.as_str() }),
        Violation::FileNotStored { name } => {
            json!({ "kind": "file_not_stored", "name": name.as_str() })
        }
        Violation::FilesTooLargeWithText { size, limit } => {
            json!({ "kind": "files_too_large_with_text", "size": size, "limit": limit })
        }
        Violation::TextTooLarge { size, limit } => {
            json!({ "kind": "text_too_large", "size": size, "limit": limit })
        }
        Violation::MediaTypeMismatch { name, media_type } => json!({
            "kind": "media_type_mismatch", "name": name.as_str(), "media_type": media_type,
        }),
        Violation::DuplicateFile { name } => {
            json!({ "kind": "duplicate_file", "name": name.as_str() })
        }
        Violation::UnreadableFile { name } => {
            json!({ "kind": "unreadable_file", "name": name.as_str() })
        }
        Violation::Package { name, can_send_zip } => json!({
            "kind": "package", "name": name.as_str(), "can_send_zip": can_send_zip,
        }),
        Violation::EmptyFolder { name } => {
            json!({ "kind": "empty_folder", "name": name.as_str() })
        }
        Violation::TooManyFilesInFolder { name, limit } => json!({
            "kind": "too_many_files_in_folder", "name": name.as_str(), "limit": limit,
        }),
    }
}

fn decode_violation(problem: &Value) -> Option<Violation> {
    let size = |key| problem[key].as_u64();
    let count = |key| usize::try_from(size(key)?).ok();
    let name = || problem["name"].as_str().map(FileName::sanitized);
    Some(match problem["kind"].as_str()? {
        "missing" => Violation::Missing,
        "not_offered" => Violation::NotOffered,
        "clients_only" => Violation::ClientsOnly,
        "control_character" => Violation::ControlCharacter,
        "too_long" => Violation::TooLong {
            length: count("length")?,
            limit: count("limit")?,
        },
        "invalid_email" => Violation::InvalidEmail,
        "email_refused" => Violation::EmailRefused,
        "non_ascii_email" => Violation::NonAsciiEmail,
        "invalid_url" => Violation::InvalidUrl,
        "pattern_mismatch" => Violation::PatternMismatch {
            help: problem["help"].as_str()?.to_owned(),
        },
        "too_many_files" => Violation::TooManyFiles {
            count: count("count")?,
            limit: count("limit")?,
        },
        "file_too_large" => Violation::FileTooLarge {
            name: name()?,
            size: size("size")?,
            limit: size("limit")?,
        },
        "files_too_large" => Violation::FilesTooLarge {
            size: size("size")?,
            limit: size("limit")?,
        },
        "extension_not_allowed" => Violation::ExtensionNotAllowed {
            name: name()?,
            allowed: decode_strings(&problem["allowed"])?,
        },
        "empty_file" => Violation::EmptyFile { name: name()? },
        "file_gone" => Violation::FileGone { name: name()? },
        "file_not_stored" => Violation::FileNotStored { name: name()? },
        "files_too_large_with_text" => Violation::FilesTooLargeWithText {
            size: size("size")?,
            limit: size("limit")?,
        },
        "text_too_large" => Violation::TextTooLarge {
            size: size("size")?,
            limit: size("limit")?,
        },
        "media_type_mismatch" => Violation::MediaTypeMismatch {
            name: name()?,
            media_type: problem["media_type"].as_str()?.to_owned(),
        },
        "duplicate_file" => Violation::DuplicateFile { name: name()? },
        "unreadable_file" => Violation::UnreadableFile { name: name()? },
        "package" => Violation::Package {
            name: name()?,
            can_send_zip: problem["can_send_zip"].as_bool()?,
        },
        "empty_folder" => Violation::EmptyFolder { name: name()? },
        "too_many_files_in_folder" => Violation::TooManyFilesInFolder {
            name: name()?,
            limit: count("limit")?,
        },
        _ => return None,
    })
}

fn decode_strings(list: &Value) -> Option<Vec<String>> {
    let items = list.as_array()?.iter();
    items.map(|item| item.as_str().map(str::to_owned)).collect()
}
