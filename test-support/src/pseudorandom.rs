//! Pseudorandom numbers and bytes, the same on every run.

/// A xorshift generator. The same seed gives the same numbers.
#[derive(Clone, Debug)]
pub struct Xorshift(u64);

impl Xorshift {
    /// Returns a generator. `seed` must not be 0.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next number.
    pub const fn next_u64(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Returns a number below `bound`.
    pub const fn below(&mut self, bound: u64) -> u64 {
        self.next_u64() % bound
    }
}

/// Returns `count` pseudorandom bytes, the same ones on every call.
#[must_use]
pub fn noise(count: usize) -> Vec<u8> {
    let mut random = Xorshift::new(0x9e37_79b9_7f4a_7c15);
    std::iter::repeat_with(|| random.next_u64() as u8)
        .take(count)
        .collect()
}
