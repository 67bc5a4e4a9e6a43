//! The scripts, which Redis keeps by their digest.

use redis::Script;

/// Each answers one question.
pub struct Scripts {
    pub claim: Script,
    pub settle: Script,
    pub standing: Script,
    pub elsewhere: Script,
    pub rate: Script,
    pub remember: Script,
    pub recall: Script,
}

impl Default for Scripts {
    fn default() -> Self {
        Self {
            claim: Script::new(include_str!("claim.lua")),
            settle: Script::new(include_str!("settle.lua")),
            standing: Script::new(include_str!("standing.lua")),
            elsewhere: Script::new(include_str!("elsewhere.lua")),
            rate: Script::new(include_str!("rate.lua")),
            remember: Script::new("redis.call('SET', KEYS[1], ARGV[1])"),
            recall: Script::new("return redis.call('GET', KEYS[1])"),
        }
    }
}
