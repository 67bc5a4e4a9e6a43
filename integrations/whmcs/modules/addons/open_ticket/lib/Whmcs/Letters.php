<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Whmcs;

/**
 * Letters and digits of a text that are compared, as in `is_letter` of `relay/src/whmcs/lossy_text.rs`: characters up to
 * U+FFFF with Unicode's property Alphabetic, or of its categories of numbers. A vowel sign of Hindi, Thai or Arabic is one,
 * the sign that removes a vowel and an accent are not.
 */
final class Letters
{
    /**
     * The characters of Rust's `char::is_alphanumeric`, for a class of a pattern. A letter that is newer than PCRE's tables
     * or Rust's may be missing in one of them.
     */
    public const CHARACTERS = '\p{L}\p{N}' . self::OTHER_ALPHABETIC;

    /**
     * Property Other_Alphabetic in Unicode 17, up to U+FFFF: vowel signs and other marks of letters, and circled letters.
     * Ranges may include adjacent letters. PCRE before 10.40, which PHP 8.1 bundles, lacks `\p{Alphabetic}`.
     *
     * @see https://www.unicode.org/Public/17.0.0/ucd/PropList.txt
     */
    private const OTHER_ALPHABETIC =
        '\x{345}\x{363}-\x{36f}\x{5b0}-\x{5bd}\x{5bf}\x{5c1}-\x{5c2}\x{5c4}-\x{5c5}\x{5c7}\x{610}-\x{61a}\x{64b}-\x{657}'
        . '\x{659}-\x{65f}\x{670}\x{6d6}-\x{6dc}\x{6e1}-\x{6e8}\x{6ed}\x{711}-\x{73f}\x{7a6}-\x{7b0}\x{816}-\x{817}\x{81b}-\x{82c}'
        . '\x{88f}\x{897}\x{8d4}-\x{8df}\x{8e3}-\x{8e9}\x{8f0}-\x{93b}\x{93e}-\x{94c}\x{94e}-\x{94f}\x{955}-\x{963}\x{981}-\x{983}'
        . '\x{9be}-\x{9c4}\x{9c7}-\x{9c8}\x{9cb}-\x{9cc}\x{9d7}\x{9e2}-\x{9e3}\x{a01}-\x{a03}\x{a3e}-\x{a42}\x{a47}-\x{a48}'
        . '\x{a4b}-\x{a4c}\x{a51}\x{a70}-\x{a75}\x{a81}-\x{a83}\x{abe}-\x{ac5}\x{ac7}-\x{ac9}\x{acb}-\x{acc}\x{ae2}-\x{ae3}'
        . '\x{afa}-\x{afc}\x{b01}-\x{b03}\x{b3e}-\x{b44}\x{b47}-\x{b48}\x{b4b}-\x{b4c}\x{b56}-\x{b57}\x{b62}-\x{b63}\x{b82}'
        . '\x{bbe}-\x{bc2}\x{bc6}-\x{bc8}\x{bca}-\x{bcc}\x{bd7}\x{c00}-\x{c04}\x{c3e}-\x{c44}\x{c46}-\x{c48}\x{c4a}-\x{c4c}'
        . '\x{c55}-\x{c56}\x{c5c}\x{c62}-\x{c63}\x{c81}-\x{c83}\x{cbe}-\x{cc4}\x{cc6}-\x{cc8}\x{cca}-\x{ccc}\x{cd5}-\x{cd6}\x{cdc}'
        . '\x{ce2}-\x{ce3}\x{cf3}\x{d00}-\x{d03}\x{d3e}-\x{d44}\x{d46}-\x{d48}\x{d4a}-\x{d4c}\x{d57}-\x{d63}\x{d81}-\x{d83}'
        . '\x{dcf}-\x{dd4}\x{dd6}\x{dd8}-\x{ddf}\x{df2}-\x{df3}\x{e31}-\x{e3a}\x{e4d}\x{eb1}-\x{eb9}\x{ebb}-\x{ebc}\x{ecd}'
        . '\x{f71}-\x{f83}\x{f8d}-\x{f97}\x{f99}-\x{fbc}\x{102b}-\x{1036}\x{1038}\x{103b}-\x{103e}\x{1056}-\x{109d}'
        . '\x{1712}-\x{1713}\x{1732}-\x{1733}\x{1752}-\x{1753}\x{1772}-\x{1773}\x{17b6}-\x{17c8}\x{1885}-\x{18a9}\x{1920}-\x{192b}'
        . '\x{1930}-\x{1938}\x{1a17}-\x{1a1b}\x{1a55}-\x{1a5e}\x{1a61}-\x{1a74}\x{1abf}-\x{1ac0}\x{1acc}-\x{1ace}\x{1b00}-\x{1b04}'
        . '\x{1b35}-\x{1b43}\x{1b80}-\x{1ba9}\x{1bac}-\x{1bad}\x{1be7}-\x{1bf1}\x{1c24}-\x{1c36}\x{1c89}-\x{1c8a}\x{1dd3}-\x{1df4}'
        . '\x{24b6}-\x{24e9}\x{2de0}-\x{2dff}\x{a674}-\x{a67b}\x{a69e}-\x{a69f}\x{a7cb}-\x{a7dc}\x{a7f1}-\x{a802}\x{a80b}-\x{a827}'
        . '\x{a880}-\x{a8c3}\x{a8c5}\x{a8ff}-\x{a92a}\x{a947}-\x{a952}\x{a980}-\x{a983}\x{a9b4}-\x{a9bf}\x{a9e5}\x{aa29}-\x{aa36}'
        . '\x{aa43}-\x{aa4d}\x{aa7b}-\x{aabe}\x{aaeb}-\x{aaef}\x{aaf5}\x{abe3}-\x{abea}\x{fb1e}';
}
