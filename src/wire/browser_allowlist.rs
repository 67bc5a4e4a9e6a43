//! The parameters that a browser may send, and those that it must not send.

use super::parameter_names::{
    ACCESS_KEY, ACTION, ADMIN, ATTACHMENTS, CLIENT, CONTACT, CREATED, CUSTOM_FIELDS, DEPARTMENT,
    DOMAIN, EMAIL, IDENTIFIER, MARKDOWN, MESSAGE, NAME, NO_EMAIL, PASSWORD, PREVENT_CLOSURE,
    PRIORITY, RESPONSE_TYPE, SECRET, SERVICE, SUBJECT, USER, USERNAME,
};

/// Parameters that a browser may send: the fields of the form, the action and the response format.
pub const ALLOWED_FROM_BROWSER: &[&str] = &[
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

/// Parameters that a browser must not send: identity, options of operators, and credentials.
pub const FORBIDDEN_FROM_BROWSER: &[&str] = &[
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
