//! WHMCS's numeric ids.

/// Defines the type of a WHMCS id: an integer from 1. WHMCS reads 0 as "absent".
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(std::num::NonZeroU32);

        impl $name {
            /// Creates an id. Returns `None` for 0, which WHMCS reads as "absent".
            #[must_use]
            pub const fn new(number: u32) -> Option<Self> {
                match std::num::NonZeroU32::new(number) {
                    Some(number) => Some(Self(number)),
                    None => None,
                }
            }

            /// The number, from 1.
            #[must_use]
            pub const fn get(self) -> u32 {
                self.0.get()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

id! {
    /// Id of a support department.
    DepartmentId
}
id! {
    /// Id of a custom field of a department.
    FieldId
}
id! {
    /// Id of a client's product or service.
    ServiceId
}
id! {
    /// Id of a client's domain.
    DomainId
}
id! {
    /// Id of a client: the account that owns services and domains.
    ClientId
}
id! {
    /// Id of a user: a person who can sign in, possibly to several clients (WHMCS 8.0).
    UserId
}
id! {
    /// Id of a contact: a person added by a client, without an account.
    ContactId
}
