<?php
// Decodes texts as PHP does. Input: one text per line, itself in base64. Prints a JSON array for each:
// the results of base64_decode with and without strict mode, in base64, or null for `false`.

declare(strict_types=1);

while (($line = fgets(STDIN)) !== false) {
    $text = base64_decode(trim($line), true);
    $decoded = array_map(
        static fn (string|false $bytes): ?string => $bytes === false ? null : base64_encode($bytes),
        [base64_decode($text, true), base64_decode($text)],
    );
    echo json_encode($decoded), "\n";
}
