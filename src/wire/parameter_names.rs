//! WHMCS's parameter names: all parameters of `OpenTicket`, and the credentials of every action.
//!
//! This is the only file that contains them. Source: WHMCS's page on `OpenTicket`. The WHMCS
//! version that added a parameter is noted unless it is the first.

/// Name of the action.
pub const ACTION: &str = "action";
/// Value of [`ACTION`]. Servers compare it without regard to case.
pub const OPEN_TICKET: &str = "OpenTicket";
/// Format of the response.
pub const RESPONSE_TYPE: &str = "responsetype";
/// Value of [`RESPONSE_TYPE`]. WHMCS does not document its default.
pub const JSON: &str = "json";

/// Id of the department. Required.
pub const DEPARTMENT: &str = "deptid";
/// Subject. Required.
pub const SUBJECT: &str = "subject";
/// Message text. Required.
pub const MESSAGE: &str = "message";
/// Id of the client. 0 and blank mean none.
pub const CLIENT: &str = "clientid";
/// Id of the client's user. Ignored without [`CLIENT`] (8.5).
pub const USER: &str = "userid";
/// Id of the client's contact. Ignored without [`CLIENT`], and with [`USER`].
pub const CONTACT: &str = "contactid";
/// Guest's name. Required without [`CLIENT`].
pub const NAME: &str = "name";
/// Guest's email address. Required without [`CLIENT`].
pub const EMAIL: &str = "email";
/// Priority: `Low`, `Medium` or `High`.
pub const PRIORITY: &str = "priority";
/// Date shown on the message: ISO 8601 or `YYYY-MM-DD HH:mm:ss` (8.0).
pub const CREATED: &str = "created";
/// Id of the related service. Excludes [`DOMAIN`].
pub const SERVICE: &str = "serviceid";
/// Id of the related domain. Excludes [`SERVICE`].
pub const DOMAIN: &str = "domainid";
/// Opens the ticket as staff. Takes effect with the Local API only.
pub const ADMIN: &str = "admin";
/// Suppresses the emails about the ticket (8.3).
pub const NO_EMAIL: &str = "noemail";
/// Renders the message as Markdown.
pub const MARKDOWN: &str = "markdown";
/// Answers to custom fields: base64 of a PHP-serialized array.
pub const CUSTOM_FIELDS: &str = "customfields";
/// Files: base64 of JSON (7.5).
pub const ATTACHMENTS: &str = "attachments";
/// Prevents the client from closing the ticket. Default: the department's setting (8.11).
pub const PREVENT_CLOSURE: &str = "preventClientClosure";

/// Identifier of an API credential.
pub const IDENTIFIER: &str = "identifier";
/// Secret of an API credential.
pub const SECRET: &str = "secret";
/// Older name of [`IDENTIFIER`].
pub const USERNAME: &str = "username";
/// Older name of [`SECRET`].
pub const PASSWORD: &str = "password";
/// Key that admits requests from addresses outside the API's IP access list.
pub const ACCESS_KEY: &str = "accesskey";

/// All parameters of `OpenTicket`, in the order of WHMCS's page.
pub const ALL: &[&str] = &[
    ACTION,
    DEPARTMENT,
    SUBJECT,
    MESSAGE,
    CLIENT,
    USER,
    CONTACT,
    NAME,
    EMAIL,
    PRIORITY,
    CREATED,
    SERVICE,
    DOMAIN,
    ADMIN,
    NO_EMAIL,
    MARKDOWN,
    CUSTOM_FIELDS,
    ATTACHMENTS,
    PREVENT_CLOSURE,
];
