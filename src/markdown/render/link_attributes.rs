//! Attributes of every link in a message.

/// The `rel` attribute of every link: the target page receives no information about the host page,
/// and no ranking from the link.
pub const LINK_REL: &str = "noopener noreferrer nofollow ugc";

/// The `target` attribute of every link: a new tab, so that the text typed so far is not lost.
pub const LINK_TARGET: &str = "_blank";
