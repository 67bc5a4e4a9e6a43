<?php
// Prints the request as PHP reads it, for PHP's web server: the parameters, and the files with their
// names and sizes.

declare(strict_types=1);

$names = static fn (array $file): array => [$file['name'], $file['size'], $file['error']];
echo json_encode(['post' => (object) $_POST, 'files' => array_map($names, $_FILES)]);
