//! Versions of the draft's JSON, and the migrations between them.

use serde_json::Value;

/// Version that [`SavedDraft::encode`](super::SavedDraft::encode) writes. Increment it with each
/// change that older code would misread, and append a step to [`STEPS`].
pub(super) const VERSION: usize = STEPS.len() + 1;

/// Steps that convert a draft of one version to the next one. The first step converts version 1.
const STEPS: [fn(&mut Value); 0] = [];

/// Migrates a draft to the current version. Returns `None` if its version is missing or unknown,
/// for example because a later release wrote it.
pub(super) fn migrate(mut draft: Value) -> Option<Value> {
    let version = usize::try_from(draft["version"].as_u64()?).ok()?;
    for step in STEPS.get(version.checked_sub(1)?..)? {
        step(&mut draft);
    }
    Some(draft)
}
