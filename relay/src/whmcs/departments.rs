//! `GetSupportDepartments`: the departments of WHMCS.

use super::client::WhmcsClient;
use super::json_values::{decode_html_entities, list, number};
use super::read_action::ReadFailed;
use open_ticket::ticket::DepartmentId;

impl WhmcsClient {
    /// Returns the departments by id and name, in WHMCS's order. The number of their open tickets
    /// is confidential and is discarded.
    ///
    /// # Errors
    /// [`ReadFailed`].
    pub async fn departments(&self) -> Result<Vec<(DepartmentId, String)>, ReadFailed> {
        let response = self
            .read("GetSupportDepartments", &[("ignore_dept_assignments", "1")])
            .await?;
        let departments = list(&response["departments"]["department"]);
        Ok(departments
            .filter_map(|department| {
                let id = DepartmentId::new(number(&department["id"])?)?;
                let name = department["name"].as_str()?;
                Some((id, decode_html_entities(name)))
            })
            .collect())
    }
}
