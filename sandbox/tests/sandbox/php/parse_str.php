<?php
// Parses request bodies, one line of base64 each, and prints the value of `subject`, one line each:
// `=` and base64 for a text, `array` for an array, `none` if it is missing.

declare(strict_types=1);

while (($line = fgets(STDIN)) !== false) {
    parse_str(base64_decode($line, true), $post);
    $value = $post['subject'] ?? null;
    echo match (true) {
        is_string($value) => '=' . base64_encode($value),
        is_array($value) => 'array',
        default => 'none',
    }, "\n";
}
