//! Values of `GetClientsDomains` that are the same for every domain: registrar, dates, prices.

/// The remaining keys that WHMCS documents, with the same values for every domain.
pub(super) const SAMPLE_VALUES: [(&str, &str); 16] = [
    ("regtype", "Register"),
    ("registrar", "registrar"),
    ("regperiod", "1"),
    ("firstpaymentamount", "12.95"),
    ("recurringamount", "12.95"),
    ("paymentmethod", "banktransfer"),
    ("paymentmethodname", "Bank Transfer"),
    ("regdate", "2025-01-01"),
    ("expirydate", "2030-01-01"),
    ("nextduedate", "2030-01-01"),
    ("subscriptionid", ""),
    ("promoid", "0"),
    ("dnsmanagement", "0"),
    ("emailforwarding", "0"),
    ("idprotection", "0"),
    ("notes", "Notes of the staff"),
];
