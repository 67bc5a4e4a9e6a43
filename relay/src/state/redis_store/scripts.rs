//! The Lua scripts, which Redis caches by their digest.

use redis::Script;

/// One script per operation of the store.
pub struct Scripts {
    pub receive_key: Script,
    pub renew_receipt: Script,
    pub return_receipt: Script,
    pub claim_key: Script,
    pub change_phase: Script,
    pub complete_claim: Script,
    pub key_status: Script,
    pub tickets_of_other_keys: Script,
    pub unresolved_claims: Script,
    pub key_of_content: Script,
    pub rate_limits: Script,
    pub save_text: Script,
    pub load_text: Script,
}

impl Default for Scripts {
    fn default() -> Self {
        Self {
            receive_key: Script::new(include_str!("receive_key.lua")),
            renew_receipt: Script::new(include_str!("renew_receipt.lua")),
            return_receipt: Script::new("redis.call('ZREM', KEYS[1], ARGV[1])"),
            claim_key: Script::new(include_str!("claim_key.lua")),
            change_phase: Script::new(include_str!("change_phase.lua")),
            complete_claim: Script::new(include_str!("complete_claim.lua")),
            key_status: Script::new(include_str!("key_status.lua")),
            tickets_of_other_keys: Script::new(include_str!("tickets_of_other_keys.lua")),
            unresolved_claims: Script::new(include_str!("unresolved_claims.lua")),
            key_of_content: Script::new(include_str!("key_of_content.lua")),
            rate_limits: Script::new(include_str!("rate_limits.lua")),
            save_text: Script::new("redis.call('SET', KEYS[1], ARGV[1])"),
            load_text: Script::new("return redis.call('GET', KEYS[1])"),
        }
    }
}
