<?php
// What PHP makes of bodies: a line of base64 each, answered by a line each. A text comes back in
// base64 behind a `=`, an array is `array`, and what is not there is `none`.

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
