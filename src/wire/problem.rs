//! A problem as the relay's answer names it: `"field": "custom_field:3"` beside
//! `"problem": {"kind": "too_long", "length": 300, "limit": 250}`.

use crate::ticket::{Complaint, Field, FieldId, FileName, Problem};
use serde_json::{Value, json};

const FIELDS: [(Field, &str); 8] = [
    (Field::Name, "name"),
    (Field::Email, "email"),
    (Field::Department, "department"),
    (Field::Related, "related"),
    (Field::Priority, "priority"),
    (Field::Subject, "subject"),
    (Field::Message, "message"),
    (Field::Files, "files"),
];
const CUSTOM: &str = "custom_field:";

/// Sets `field` and `problem` of an answer, which must be a JSON object.
pub fn describe_problem(problem: &Problem, answer: &mut Value) {
    if let Some(answer) = answer.as_object_mut() {
        answer.insert("field".into(), field_name(problem.field).into());
        answer.insert("problem".into(), describe(&problem.complaint));
    }
}

pub(super) fn read(answer: &Value) -> Option<Problem> {
    let field = field(answer["field"].as_str()?)?;
    Some(Problem::new(field, complaint(&answer["problem"])?))
}

fn field_name(field: Field) -> String {
    match field {
        Field::Custom(id) => format!("{CUSTOM}{id}"),
        _ => FIELDS
            .iter()
            .find(|(known, _)| *known == field)
            .map_or_else(String::new, |(_, name)| (*name).to_owned()),
    }
}

fn field(name: &str) -> Option<Field> {
    if let Some(id) = name.strip_prefix(CUSTOM) {
        return FieldId::new(id.parse().ok()?).map(Field::Custom);
    }
    let found = FIELDS.iter().find(|(_, known)| *known == name);
    found.map(|(field, _)| *field)
}

fn describe(complaint: &Complaint) -> Value {
    match complaint {
        Complaint::Missing => json!({ "kind": "missing" }),
        Complaint::NotOffered => json!({ "kind": "not_offered" }),
        Complaint::ClientsOnly => json!({ "kind": "clients_only" }),
        Complaint::Control => json!({ "kind": "control" }),
        Complaint::TooLong { length, limit } => {
            json!({ "kind": "too_long", "length": length, "limit": limit })
        }
        Complaint::NotAnAddress => json!({ "kind": "not_an_address" }),
        Complaint::NotALink => json!({ "kind": "not_a_link" }),
        Complaint::Pattern { help } => json!({ "kind": "pattern", "help": help }),
        Complaint::TooManyFiles { count, limit } => {
            json!({ "kind": "too_many_files", "count": count, "limit": limit })
        }
        Complaint::FileTooLarge { name, size, limit } => json!({
            "kind": "file_too_large", "name": name.as_str(), "size": size, "limit": limit,
        }),
        Complaint::FilesTooLarge { size, limit } => {
            json!({ "kind": "files_too_large", "size": size, "limit": limit })
        }
        Complaint::Extension { name, allowed } => {
            json!({ "kind": "extension", "name": name.as_str(), "allowed": allowed })
        }
        Complaint::EmptyFile { name } => json!({ "kind": "empty_file", "name": name.as_str() }),
        Complaint::FileGone { name } => json!({ "kind": "file_gone", "name": name.as_str() }),
        Complaint::FilesBesideWords { size, limit } => {
            json!({ "kind": "files_beside_words", "size": size, "limit": limit })
        }
        Complaint::WordsTooLarge { size, limit } => {
            json!({ "kind": "words_too_large", "size": size, "limit": limit })
        }
        Complaint::OtherKind { name, media_type } => json!({
            "kind": "other_kind", "name": name.as_str(), "media_type": media_type,
        }),
        Complaint::Duplicate { name } => json!({ "kind": "duplicate", "name": name.as_str() }),
        Complaint::Unreadable { name } => json!({ "kind": "unreadable", "name": name.as_str() }),
        Complaint::FolderEmpty { name } => {
            json!({ "kind": "folder_empty", "name": name.as_str() })
        }
        Complaint::FolderTooFull { name, limit } => json!({
            "kind": "folder_too_full", "name": name.as_str(), "limit": limit,
        }),
    }
}

fn complaint(problem: &Value) -> Option<Complaint> {
    let size = |key| problem[key].as_u64();
    let count = |key| usize::try_from(size(key)?).ok();
    let name = || problem["name"].as_str().map(FileName::made_safe);
    Some(match problem["kind"].as_str()? {
        "missing" => Complaint::Missing,
        "not_offered" => Complaint::NotOffered,
        "clients_only" => Complaint::ClientsOnly,
        "control" => Complaint::Control,
        "too_long" => Complaint::TooLong {
            length: count("length")?,
            limit: count("limit")?,
        },
        "not_an_address" => Complaint::NotAnAddress,
        "not_a_link" => Complaint::NotALink,
        "pattern" => Complaint::Pattern {
            help: problem["help"].as_str()?.to_owned(),
        },
        "too_many_files" => Complaint::TooManyFiles {
            count: count("count")?,
            limit: count("limit")?,
        },
        "file_too_large" => Complaint::FileTooLarge {
            name: name()?,
            size: size("size")?,
            limit: size("limit")?,
        },
        "files_too_large" => Complaint::FilesTooLarge {
            size: size("size")?,
            limit: size("limit")?,
        },
        "extension" => Complaint::Extension {
            name: name()?,
            allowed: texts(&problem["allowed"])?,
        },
        "empty_file" => Complaint::EmptyFile { name: name()? },
        "file_gone" => Complaint::FileGone { name: name()? },
        "files_beside_words" => Complaint::FilesBesideWords {
            size: size("size")?,
            limit: size("limit")?,
        },
        "words_too_large" => Complaint::WordsTooLarge {
            size: size("size")?,
            limit: size("limit")?,
        },
        "other_kind" => Complaint::OtherKind {
            name: name()?,
            media_type: problem["media_type"].as_str()?.to_owned(),
        },
        "duplicate" => Complaint::Duplicate { name: name()? },
        "unreadable" => Complaint::Unreadable { name: name()? },
        "folder_empty" => Complaint::FolderEmpty { name: name()? },
        "folder_too_full" => Complaint::FolderTooFull {
            name: name()?,
            limit: count("limit")?,
        },
        _ => return None,
    })
}

fn texts(list: &Value) -> Option<Vec<String>> {
    let texts = list.as_array()?.iter();
    texts.map(|text| text.as_str().map(str::to_owned)).collect()
}
