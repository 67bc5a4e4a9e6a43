//! The departments: listed in the configuration, or queried from WHMCS and overridden here.

use super::as_table::AsTable;
use super::custom_fields::{CustomFieldTable, validate_custom_fields};
use super::error::{ConfigError, invalid_value};
use super::value_checks::{UNIQUE_ID, check_hint, check_name, check_optional_line, check_template};
use open_ticket::rules::Department;
use open_ticket::ticket::{DepartmentId, FieldId};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::HashSet;
use std::fmt;

/// Departments in the configuration.
#[derive(Clone, Debug)]
pub struct Departments {
    source: DepartmentsSource,
    entries: Vec<Entry>,
}

/// Source of the list of departments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DepartmentsSource {
    /// The configuration lists the departments.
    Config,
    /// WHMCS's `GetSupportDepartments` lists them; the configuration overrides their properties.
    Whmcs,
}

/// Department or override. The name of an override may be empty: WHMCS's name then applies.
#[derive(Clone, Debug)]
struct Entry {
    department: Department,
    visibility: Visibility,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Visibility {
    Visible,
    /// The department exists, but the form neither shows nor accepts it.
    Hidden,
}

/// Value of `departments`: `"whmcs"`, or a list.
#[derive(Default)]
pub(super) enum DepartmentsValue {
    #[default]
    Missing,
    FromWhmcs,
    Listed(Vec<AsTable<DepartmentTable>>),
}

/// One element of `departments` or `department_overrides`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DepartmentTable {
    id: u32,
    name: Option<String>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    clients_only: bool,
    #[serde(default)]
    reply_within: String,
    #[serde(default)]
    office_hours: String,
    #[serde(default)]
    message_template: String,
    #[serde(default)]
    hidden: bool,
    #[serde(default)]
    fields: Vec<AsTable<CustomFieldTable>>,
}

impl Departments {
    /// Returns the source of the list.
    #[must_use]
    pub const fn source(&self) -> DepartmentsSource {
        self.source
    }

    /// Returns every department in the configuration, including hidden ones. Default of an empty
    /// name: `Department ID`.
    #[must_use]
    pub fn all(&self) -> Vec<Department> {
        let entries = self.entries.iter();
        entries
            .map(|entry| entry.with_default_name(format!("Department {}", entry.department.id)))
            .collect()
    }

    /// Returns the visible departments if the configuration lists them, otherwise none.
    #[must_use]
    pub fn listed(&self) -> Vec<Department> {
        let visible = self
            .entries
            .iter()
            .filter(|entry| entry.visibility == Visibility::Visible);
        match self.source {
            DepartmentsSource::Config => visible.map(|entry| entry.department.clone()).collect(),
            DepartmentsSource::Whmcs => Vec::new(),
        }
    }

    /// Returns a department as it is configured, without the list of WHMCS. Its name may be empty.
    #[must_use]
    pub fn as_configured(&self, id: DepartmentId) -> Department {
        let entry = self.entries.iter().find(|entry| entry.department.id == id);
        match entry {
            Some(entry) => entry.department.clone(),
            None => department_without_overrides(id, String::new()),
        }
    }

    /// Returns the key and id of each configured department that WHMCS does not have: an override
    /// with a mistyped id has no effect.
    #[must_use]
    pub fn missing_in_whmcs(
        &self,
        whmcs: &[(DepartmentId, String)],
    ) -> Vec<(String, DepartmentId)> {
        let key = match self.source {
            DepartmentsSource::Config => "departments",
            DepartmentsSource::Whmcs => "department_overrides",
        };
        let entries = self.entries.iter().enumerate();
        entries
            .map(|(i, entry)| (format!("{key}[{i}].id"), entry.department.id))
            .filter(|(_, id)| whmcs.iter().all(|(other, _)| other != id))
            .collect()
    }

    /// Applies the overrides to WHMCS's departments, given by id and name, and returns the visible
    /// ones in WHMCS's order.
    #[must_use]
    pub fn apply_overrides(&self, whmcs: &[(DepartmentId, String)]) -> Vec<Department> {
        whmcs
            .iter()
            .filter_map(|(id, name)| {
                let entry = self.entries.iter().find(|entry| entry.department.id == *id);
                match entry {
                    None => Some(department_without_overrides(*id, name.clone())),
                    Some(entry) if entry.visibility == Visibility::Hidden => None,
                    Some(entry) => Some(entry.with_default_name(name.clone())),
                }
            })
            .collect()
    }
}

impl Entry {
    /// Returns the department, with `name` if its own name is empty.
    fn with_default_name(&self, name: String) -> Department {
        let mut department = self.department.clone();
        if department.name.is_empty() {
            department.name = name;
        }
        department
    }
}

fn department_without_overrides(id: DepartmentId, name: String) -> Department {
    Department {
        id,
        name,
        description: String::new(),
        clients_only: false,
        reply_within: String::new(),
        office_hours: String::new(),
        message_template: String::new(),
        fields: Vec::new(),
    }
}

/// Validates the departments and their overrides.
///
/// # Errors
/// [`ConfigError::InvalidValue`].
pub(super) fn validate_departments(
    value: DepartmentsValue,
    overrides: Vec<AsTable<DepartmentTable>>,
) -> Result<Departments, ConfigError> {
    let (source, key, tables) = match value {
        DepartmentsValue::FromWhmcs => {
            (DepartmentsSource::Whmcs, "department_overrides", overrides)
        }
        _ if !overrides.is_empty() => {
            return Err(invalid_value("department_overrides", ONLY_WITH_WHMCS));
        }
        DepartmentsValue::Missing => return Err(invalid_value("departments", NONE_VISIBLE)),
        DepartmentsValue::Listed(tables) => (DepartmentsSource::Config, "departments", tables),
    };
    let (mut ids, mut field_ids) = (HashSet::new(), HashSet::new());
    let entries = tables
        .into_iter()
        .enumerate()
        .map(|(i, AsTable(table))| {
            validate_entry(
                source,
                &format!("{key}[{i}]"),
                table,
                &mut ids,
                &mut field_ids,
            )
        })
        .collect::<Result<Vec<_>, _>>()?;
    check_unique_names(key, &entries)?;
    let is_visible = |entry: &Entry| entry.visibility == Visibility::Visible;
    if source == DepartmentsSource::Config && !entries.iter().any(is_visible) {
        return Err(invalid_value("departments", NONE_VISIBLE));
    }
    Ok(Departments { source, entries })
}

/// Checks that no two departments have the same name, so that users can distinguish them.
fn check_unique_names(key: &str, entries: &[Entry]) -> Result<(), ConfigError> {
    let mut names = HashSet::new();
    for (i, Entry { department, .. }) in entries.iter().enumerate() {
        if !department.name.is_empty() && !names.insert(department.name.trim().to_lowercase()) {
            let reason = format!("another department is named {:?}", department.name);
            return Err(invalid_value(format!("{key}[{i}].name"), reason));
        }
    }
    Ok(())
}

const NONE_VISIBLE: &str = "at least one department must be visible: add [[departments]] with id \
                            and name, or set departments = \"whmcs\"";
const ONLY_WITH_WHMCS: &str = "allowed only with departments = \"whmcs\"; use the same keys in \
                               [[departments]]";

fn validate_entry(
    source: DepartmentsSource,
    key: &str,
    table: DepartmentTable,
    ids: &mut HashSet<DepartmentId>,
    field_ids: &mut HashSet<FieldId>,
) -> Result<Entry, ConfigError> {
    let id = DepartmentId::new(table.id).filter(|id| ids.insert(*id));
    let name = match (table.name, source) {
        (None, DepartmentsSource::Whmcs) => String::new(),
        (name, _) => check_name(key, name.unwrap_or_default())?,
    };
    let department = Department {
        id: id.ok_or_else(|| invalid_value(format!("{key}.id"), UNIQUE_ID))?,
        name,
        description: check_hint(&format!("{key}.description"), table.description)?,
        clients_only: table.clients_only,
        reply_within: check_optional_line(&format!("{key}.reply_within"), table.reply_within)?,
        office_hours: check_optional_line(&format!("{key}.office_hours"), table.office_hours)?,
        message_template: check_template(
            &format!("{key}.message_template"),
            table.message_template,
        )?,
        fields: validate_custom_fields(key, table.fields, field_ids)?,
    };
    let visibility = if table.hidden {
        Visibility::Hidden
    } else {
        Visibility::Visible
    };
    Ok(Entry {
        department,
        visibility,
    })
}

impl<'de> Deserialize<'de> for DepartmentsValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StringOrList)
    }
}

/// Deserializes either variant. With an untagged enum, error messages would not name the wrong
/// key in the list.
struct StringOrList;

impl<'de> Visitor<'de> for StringOrList {
    type Value = DepartmentsValue;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"whmcs\" or a list of departments")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<DepartmentsValue, E> {
        match text {
            "whmcs" => Ok(DepartmentsValue::FromWhmcs),
            _ => Err(E::custom("must be \"whmcs\" or a list of departments")),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<DepartmentsValue, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(DepartmentsValue::Listed)
    }
}
