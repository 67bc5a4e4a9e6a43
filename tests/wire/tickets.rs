//! Any ticket at all, for properties that hold of every one.

use open_ticket::ticket::{
    Attachment, ClientId, Closure, ContactId, Created, CustomFields, DepartmentId, DomainId,
    EmailAddress, FieldId, FileName, Format, Message, Name, Person, Priority, Privileges, Related,
    Requester, ServiceId, Subject, Ticket, UserId,
};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;

/// Any ticket, with small files.
pub fn ticket() -> impl Strategy<Value = Ticket> {
    let parts = (
        id(DepartmentId::new),
        requester(),
        line().prop_map(|text| Subject::parse(&text).unwrap()),
        message(),
        proptest::sample::select(Priority::ALL.to_vec()),
        option::of(related()),
        custom_fields(),
        vec(attachment(), 0..4),
        privileges(),
    );
    parts.prop_map(
        |(
            department,
            requester,
            subject,
            message,
            priority,
            related,
            custom_fields,
            attachments,
            privileges,
        )| {
            Ticket {
                department,
                requester,
                subject,
                message,
                priority,
                related,
                custom_fields,
                attachments,
                privileges,
            }
        },
    )
}

/// Any text at all, control characters included.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof!["(?s).{0,30}", "[ -~]{0,60}", "[;:{}\"ais0-9&=+%]{0,20}"]
}

/// Any file name.
pub fn file_name() -> impl Strategy<Value = FileName> {
    let ascii = prop::string::string_regex("[a-c~>?\"'&+=% ]{1,12}").unwrap();
    prop_oneof![ascii, "(?s).{0,40}", "\\PC{0,300}"].prop_map(|text| FileName::made_safe(&text))
}

fn id<I: std::fmt::Debug>(new: fn(u32) -> Option<I>) -> impl Strategy<Value = I> {
    prop_oneof![1..50_u32, 1..=u32::MAX].prop_map(move |number| new(number).unwrap())
}

/// One line that is not blank.
fn line() -> impl Strategy<Value = String> {
    let part = || prop_oneof!["[^\\p{Cc}]{0,20}", "[ -~]{0,20}"];
    (part(), "[!-~]", part()).prop_map(|(before, middle, after)| before + &middle + &after)
}

fn message() -> impl Strategy<Value = Message> {
    let format = proptest::sample::select(vec![Format::Markdown, Format::Plain]);
    (text(), "[!-~]", text(), format).prop_map(|(before, middle, after, format)| {
        Message::parse(&(before + &middle + &after), format).unwrap()
    })
}

fn requester() -> impl Strategy<Value = Requester> {
    let email = prop_oneof![
        "[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,20}@[a-z0-9]{1,10}\\.[a-z]{2,6}",
        Just("jürgen@müller.example".to_owned()),
    ];
    let guest = (line(), email).prop_map(|(name, email)| Requester::Guest {
        name: Name::parse(&name).unwrap(),
        email: EmailAddress::parse(&email).unwrap(),
    });
    let person = prop_oneof![
        id(UserId::new).prop_map(Person::User),
        id(ContactId::new).prop_map(Person::Contact),
    ];
    let client = (id(ClientId::new), option::of(person))
        .prop_map(|(id, person)| Requester::Client { id, person });
    prop_oneof![guest, client, Just(Requester::Signed)]
}

fn related() -> impl Strategy<Value = Related> {
    prop_oneof![
        id(ServiceId::new).prop_map(Related::Service),
        id(DomainId::new).prop_map(Related::Domain),
    ]
}

fn custom_fields() -> impl Strategy<Value = CustomFields> {
    btree_map(id(FieldId::new), text(), 0..5).prop_map(CustomFields::from_iter)
}

fn attachment() -> impl Strategy<Value = Attachment> {
    let bytes = vec(any::<u8>(), 0..40);
    (file_name(), bytes).prop_map(|(name, bytes)| Attachment::from_bytes(name, bytes))
}

fn privileges() -> impl Strategy<Value = Privileges> {
    let closure = proptest::sample::select(vec![
        Closure::Inherited,
        Closure::Allowed,
        Closure::Prevented,
    ]);
    let parts = (option::of(created()), any::<bool>(), any::<bool>(), closure);
    parts.prop_map(|(created, as_admin, quiet, closure)| Privileges {
        created,
        as_admin,
        quiet,
        closure,
    })
}

fn created() -> impl Strategy<Value = Created> {
    let date = (1970..2100_u32, 1..=12_u32, 1..=28_u32);
    let time = (0..24_u32, 0..60_u32, 0..60_u32);
    let zones = vec![
        None,
        Some(""),
        Some("Z"),
        Some("+01:00"),
        Some("-0530"),
        Some(".125+13"),
    ];
    (date, time, proptest::sample::select(zones)).prop_map(|((y, m, d), (h, min, s), zone)| {
        let mark = if zone.is_some() { 'T' } else { ' ' };
        let zone = zone.unwrap_or_default();
        let text = format!("{y:04}-{m:02}-{d:02}{mark}{h:02}:{min:02}:{s:02}{zone}");
        Created::parse(&text).unwrap()
    })
}
