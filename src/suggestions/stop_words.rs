//! English stop words, which are not indexed.

/// Stop words without apostrophes.
const STOP_WORDS: &str = "a about after again all also am an and any anyone are arent as at be because \
been before being but by can cant could couldnt did didnt do does doesnt doing done dont dear for from \
get gets getting go going got had has hasnt have havent having hello help hey hi how i if id ill im in \
into is isnt it its itself ive just know like me my myself need no not now of off ok on once one only \
or other our out over please regards same say says should so some still such tell than thank thanks \
that thats the their them then there theres these they theyre thing things this those through to too \
try tried trying under until up us use used using very want wanted wants was wasnt we well were werent \
what whats when where which while who why will with wont would yes you your youre yours";

/// Returns `true` if a lower-case word is a stop word.
pub fn is_stop_word(word: &str) -> bool {
    // Stop words are short, so most other words need no search.
    let mut stop_words = STOP_WORDS.as_bytes().split(|byte| *byte == b' ');
    word.len() <= 8 && stop_words.any(|stop_word| stop_word == word.as_bytes())
}
