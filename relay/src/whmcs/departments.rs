//! `GetSupportDepartments`: the departments of WHMCS.

use super::client::WhmcsClient;
use super::html_entities::decode_html_entities;
use super::read_action::ReadFailed;
use super::response_data::{ListShape, ResponseData, ResponseShape};
use open_ticket::ticket::DepartmentId;

/// Number of open tickets of a department.
const OPEN_TICKETS: &str = "opentickets";

/// Number of tickets of a department that wait for a reply.
const AWAITING_REPLY: &str = "awaitingreply";

pub(super) const SHAPE: ResponseShape = ResponseShape {
    values: &[],
    list: Some(ListShape {
        list: "departments",
        element: "department",
        values: &["id", "name", OPEN_TICKETS, AWAITING_REPLY],
    }),
};

impl WhmcsClient {
    /// Returns the departments by id and name, in WHMCS's order. The number of their open tickets
    /// is confidential and is discarded.
    ///
    /// # Errors
    /// [`ReadFailed`].
    pub async fn departments(&self) -> Result<Vec<(DepartmentId, String)>, ReadFailed> {
        Ok(parse_departments(&self.read_departments().await?))
    }

    /// Returns `true` if WHMCS states that a department has no open ticket, so that none can have
    /// been opened in it.
    pub(super) async fn is_without_open_tickets(&self, id: u32) -> Result<bool, ReadFailed> {
        let data = self.read_departments().await?;
        let mut departments = data.rows.iter();
        let department = departments.find(|department| department.number("id") == Some(id));
        Ok(department.is_some_and(|department| {
            department.number(OPEN_TICKETS) == Some(0)
                && department.number(AWAITING_REPLY).unwrap_or(0) == 0
        }))
    }

    async fn read_departments(&self) -> Result<ResponseData, ReadFailed> {
        let parameters = [("ignore_dept_assignments", "true")];
        self.read("GetSupportDepartments", &parameters, &SHAPE)
            .await
    }
}

/// Reads the ids and names from a successful response.
pub(super) fn parse_departments(data: &ResponseData) -> Vec<(DepartmentId, String)> {
    let departments = data.rows.iter().filter_map(|department| {
        let id = DepartmentId::new(department.number("id")?)?;
        Some((id, decode_html_entities(department.text("name")?)))
    });
    departments.collect()
}
