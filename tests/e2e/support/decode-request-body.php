<?php
// Decodes the body of an OpenTicket request as a PHP server does, and prints its contents as JSON.
// Fails on everything that PHP does not accept.
declare(strict_types=1);

function fail(string $message): never
{
    fwrite(STDERR, "$message\n");
    exit(1);
}

function base64(string $text, string $name): string
{
    $bytes = base64_decode($text, true);
    return $bytes === false ? fail("$name is not base64") : $bytes;
}

parse_str(file_get_contents('php://stdin'), $fields);

$files = [];
if (isset($fields['attachments'])) {
    $list = json_decode(base64($fields['attachments'], 'attachments'), true, 4, JSON_THROW_ON_ERROR);
    foreach ($list as $file) {
        $bytes = base64($file['data'], 'a file');
        $files[] = ['name' => $file['name'], 'sha256' => hash('sha256', $bytes), 'size' => strlen($bytes)];
    }
    unset($fields['attachments']);
}

$answers = null;
if (isset($fields['customfields'])) {
    $serialized = base64($fields['customfields'], 'customfields');
    $answers = unserialize($serialized, ['allowed_classes' => false]);
    if (!is_array($answers)) {
        fail('customfields is not an array');
    }
    unset($fields['customfields']);
}

echo json_encode(
    ['fields' => $fields, 'files' => $files, 'answers' => $answers],
    JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE,
);
