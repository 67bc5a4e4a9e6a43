//! The configuration's departments: all of them, or what WHMCS does not tell of its own.

use super::error::{ConfigError, wrong};
use super::fields::{self, FieldText};
use open_ticket::rules::Department;
use open_ticket::ticket::{DepartmentId, FieldId};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::HashSet;
use std::fmt;

/// The departments of an installation, as far as the configuration knows them.
#[derive(Clone, Debug)]
pub struct Departments {
    source: Source,
    settings: Vec<Setting>,
}

/// Who says which departments there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The configuration lists them.
    Config,
    /// WHMCS's `GetSupportDepartments` does; the configuration adds to them.
    Whmcs,
}

/// What the configuration says of one department. In front of WHMCS its name may be empty: then
/// it is WHMCS's.
#[derive(Clone, Debug)]
struct Setting {
    department: Department,
    offer: Offer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer {
    Shown,
    /// It exists, and the form neither shows nor takes it.
    Hidden,
}

/// `departments` in the configuration: `"whmcs"`, or the list of them.
#[derive(Default)]
pub(super) enum DepartmentsText {
    #[default]
    Missing,
    Whmcs,
    Listed(Vec<DepartmentText>),
}

/// One department in the configuration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DepartmentText {
    id: u32,
    name: Option<String>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    clients_only: bool,
    #[serde(default)]
    hidden: bool,
    #[serde(default)]
    fields: Vec<FieldText>,
}

impl Departments {
    /// Who says which there are.
    #[must_use]
    pub const fn source(&self) -> Source {
        self.source
    }

    /// Every department that the configuration speaks of, hidden ones too; one without a name gets
    /// one by its id.
    #[must_use]
    pub fn known(&self) -> Vec<Department> {
        let all = self.settings.iter();
        all.map(|setting| setting.called(format!("Department {}", setting.department.id)))
            .collect()
    }

    /// Those that the form offers, where the configuration lists them all.
    #[must_use]
    pub fn listed(&self) -> Vec<Department> {
        let shown = self
            .settings
            .iter()
            .filter(|setting| setting.offer == Offer::Shown);
        match self.source {
            Source::Config => shown.map(|setting| setting.department.clone()).collect(),
            Source::Whmcs => Vec::new(),
        }
    }

    /// Those that the form offers, given WHMCS's own by id and name, in WHMCS's order.
    #[must_use]
    pub fn offered(&self, whmcs: &[(DepartmentId, String)]) -> Vec<Department> {
        whmcs
            .iter()
            .filter_map(|(id, name)| {
                let setting = self.settings.iter().find(|s| s.department.id == *id);
                match setting {
                    None => Some(bare(*id, name.clone())),
                    Some(setting) if setting.offer == Offer::Hidden => None,
                    Some(setting) => Some(setting.called(name.clone())),
                }
            })
            .collect()
    }
}

impl Setting {
    /// The department under its own name, or under this one where it has none.
    fn called(&self, name: String) -> Department {
        let mut department = self.department.clone();
        if department.name.is_empty() {
            department.name = name;
        }
        department
    }
}

fn bare(id: DepartmentId, name: String) -> Department {
    Department {
        id,
        name,
        description: String::new(),
        clients_only: false,
        fields: Vec::new(),
    }
}

/// The departments, checked.
///
/// # Errors
/// [`ConfigError::Value`].
pub(super) fn departments(
    listed: DepartmentsText,
    settings: Vec<DepartmentText>,
) -> Result<Departments, ConfigError> {
    let (source, key, texts) = match listed {
        DepartmentsText::Whmcs => (Source::Whmcs, "department_settings", settings),
        _ if !settings.is_empty() => return Err(wrong("department_settings", ONLY_WHMCS)),
        DepartmentsText::Missing => return Err(wrong("departments", NONE)),
        DepartmentsText::Listed(texts) => (Source::Config, "departments", texts),
    };
    let (mut ids, mut field_ids) = (HashSet::new(), HashSet::new());
    let settings = texts
        .into_iter()
        .enumerate()
        .map(|(i, text)| {
            setting(
                source,
                &format!("{key}[{i}]"),
                text,
                &mut ids,
                &mut field_ids,
            )
        })
        .collect::<Result<Vec<_>, _>>()?;
    let is_shown = |setting: &Setting| setting.offer == Offer::Shown;
    if source == Source::Config && !settings.iter().any(is_shown) {
        return Err(wrong("departments", NONE));
    }
    Ok(Departments { source, settings })
}

const NONE: &str = "there must be one at least that is not hidden: [[departments]] with id and \
                    name, or departments = \"whmcs\"";
const ONLY_WHMCS: &str = "they add to departments = \"whmcs\"; a department of [[departments]] \
                          holds all of this itself";
pub(super) const UNIQUE: &str = "it must be a number from 1 that no other one has";

fn setting(
    source: Source,
    key: &str,
    text: DepartmentText,
    ids: &mut HashSet<DepartmentId>,
    field_ids: &mut HashSet<FieldId>,
) -> Result<Setting, ConfigError> {
    let id = DepartmentId::new(text.id).filter(|id| ids.insert(*id));
    let name = match (text.name, source) {
        (None, Source::Whmcs) => String::new(),
        (name, _) => named(key, name.unwrap_or_default())?,
    };
    let department = Department {
        id: id.ok_or_else(|| wrong(format!("{key}.id"), UNIQUE))?,
        name,
        description: text.description,
        clients_only: text.clients_only,
        fields: fields::fields(key, text.fields, field_ids)?,
    };
    let offer = if text.hidden {
        Offer::Hidden
    } else {
        Offer::Shown
    };
    Ok(Setting { department, offer })
}

pub(super) fn named(key: &str, name: String) -> Result<String, ConfigError> {
    if name.trim().is_empty() || name.contains(char::is_control) {
        Err(wrong(
            format!("{key}.name"),
            "it must be one line that is not blank",
        ))
    } else {
        Ok(name)
    }
}

impl<'de> Deserialize<'de> for DepartmentsText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextOrList)
    }
}

/// An untagged enum would read the same and say nothing of what is wrong in the list.
struct TextOrList;

impl<'de> Visitor<'de> for TextOrList {
    type Value = DepartmentsText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"whmcs\" or a list of departments")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<DepartmentsText, E> {
        match text {
            "whmcs" => Ok(DepartmentsText::Whmcs),
            _ => Err(E::custom("it is \"whmcs\" or a list of departments")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<DepartmentsText, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(DepartmentsText::Listed)
    }
}
