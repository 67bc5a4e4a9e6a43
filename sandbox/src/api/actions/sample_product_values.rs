//! Values of `GetClientsProducts` that are the same for every service: prices, billing, server.

/// Id of the product of every service.
const PRODUCT: &str = "1";

/// Condition on the id of the product, [`PRODUCT`].
pub(super) const SERVICES_ARE_OF_PRODUCT: &str = "? = 1";

/// The remaining keys that WHMCS documents, with the same values for every service.
pub(super) const SAMPLE_VALUES: [(&str, &str); 28] = [
    ("qty", "1"),
    ("ordernumber", "100001"),
    ("pid", PRODUCT),
    ("regdate", "2025-01-01"),
    ("groupname", "Hosting"),
    ("translated_groupname", "Hosting"),
    ("serverid", "1"),
    ("servername", "Saturn"),
    ("serverip", "192.0.2.250"),
    ("serverhostname", "saturn.example.com"),
    ("suspensionreason", ""),
    ("firstpaymentamount", "12.95"),
    ("recurringamount", "12.95"),
    ("paymentmethod", "banktransfer"),
    ("paymentmethodname", "Bank Transfer"),
    ("billingcycle", "Monthly"),
    ("nextduedate", "2030-01-01"),
    ("subscriptionid", ""),
    ("promoid", "0"),
    ("overideautosuspend", ""),
    ("overidesuspenduntil", "0000-00-00"),
    ("ns1", "ns1.example.com"),
    ("ns2", "ns2.example.com"),
    ("notes", "Notes of the staff"),
    ("diskusage", "0"),
    ("disklimit", "0"),
    ("bwusage", "0"),
    ("bwlimit", "0"),
];
