//! WHMCS's own names: every parameter of `OpenTicket`, and those that any of its actions takes.
//!
//! They stand here and nowhere else. The source is WHMCS's page on `OpenTicket`; the version that
//! brought a parameter is given where it is not the first.

/// Which action is asked for.
pub const ACTION: &str = "action";
/// The value of [`ACTION`]; servers match it without case.
pub const OPEN_TICKET: &str = "OpenTicket";
/// In which format the answer comes.
pub const RESPONSE_TYPE: &str = "responsetype";
/// The value of [`RESPONSE_TYPE`]; which one is WHMCS's default is documented nowhere.
pub const JSON: &str = "json";

/// The id of the department. Required.
pub const DEPARTMENT: &str = "deptid";
/// The subject. Required.
pub const SUBJECT: &str = "subject";
/// The text. Required.
pub const MESSAGE: &str = "message";
/// The id of the client; 0 and blank mean none.
pub const CLIENT: &str = "clientid";
/// The id of the client's user who asks; it counts beside [`CLIENT`] only (8.5).
pub const USER: &str = "userid";
/// The id of the client's contact who asks; it counts beside [`CLIENT`] and without [`USER`] only.
pub const CONTACT: &str = "contactid";
/// A guest's name; required without [`CLIENT`].
pub const NAME: &str = "name";
/// A guest's e-mail address; required without [`CLIENT`].
pub const EMAIL: &str = "email";
/// `Low`, `Medium` or `High`.
pub const PRIORITY: &str = "priority";
/// When the message shows as sent: ISO 8601 or `YYYY-MM-DD HH:mm:ss` (8.0).
pub const CREATED: &str = "created";
/// The id of the service that it is about; not beside [`DOMAIN`].
pub const SERVICE: &str = "serviceid";
/// The id of the domain that it is about; not beside [`SERVICE`].
pub const DOMAIN: &str = "domainid";
/// Whether it is opened as staff; it takes the Local API to have an effect.
pub const ADMIN: &str = "admin";
/// Whether the e-mail about the ticket is held back (8.3).
pub const NO_EMAIL: &str = "noemail";
/// Whether the text is Markdown.
pub const MARKDOWN: &str = "markdown";
/// The answers to custom fields: base64 of a PHP-serialized array.
pub const CUSTOM_FIELDS: &str = "customfields";
/// The files: base64 of JSON (7.5).
pub const ATTACHMENTS: &str = "attachments";
/// Whether only staff may close the ticket; without it the department's setting holds (8.11).
pub const PREVENT_CLOSURE: &str = "preventClientClosure";

/// The identifier of an API credential.
pub const IDENTIFIER: &str = "identifier";
/// The secret of an API credential.
pub const SECRET: &str = "secret";
/// The older name of [`IDENTIFIER`].
pub const USERNAME: &str = "username";
/// The older name of [`SECRET`].
pub const PASSWORD: &str = "password";
/// What lets an address in that is not on the API's IP access list.
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

/// What a browser may send: what a person fills in, and the frame around it.
pub const BROWSER: &[&str] = &[
    ACTION,
    RESPONSE_TYPE,
    DEPARTMENT,
    SUBJECT,
    MESSAGE,
    NAME,
    EMAIL,
    PRIORITY,
    SERVICE,
    DOMAIN,
    MARKDOWN,
    CUSTOM_FIELDS,
    ATTACHMENTS,
];

/// What a browser may never send: who somebody is, what only an operator may ask for, and
/// credentials.
pub const FORBIDDEN: &[&str] = &[
    CLIENT,
    USER,
    CONTACT,
    ADMIN,
    NO_EMAIL,
    CREATED,
    PREVENT_CLOSURE,
    USERNAME,
    PASSWORD,
    IDENTIFIER,
    SECRET,
    ACCESS_KEY,
];
