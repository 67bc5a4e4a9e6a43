<?php
// PHP as the judge: reads a request's body as a server with PHP would, and tells as JSON what is in
// it. Whatever PHP itself would not take fails here.
declare(strict_types=1);

function fail(string $what): never
{
    fwrite(STDERR, "$what\n");
    exit(1);
}

function decoded(string $text, string $what): string
{
    $bytes = base64_decode($text, true);
    return $bytes === false ? fail("$what is not base64") : $bytes;
}

parse_str(file_get_contents('php://stdin'), $fields);

$files = [];
if (isset($fields['attachments'])) {
    $list = json_decode(decoded($fields['attachments'], 'attachments'), true, 4, JSON_THROW_ON_ERROR);
    foreach ($list as $file) {
        $bytes = decoded($file['data'], 'a file');
        $files[] = ['name' => $file['name'], 'sha256' => hash('sha256', $bytes), 'size' => strlen($bytes)];
    }
    unset($fields['attachments']);
}

$answers = null;
if (isset($fields['customfields'])) {
    $serialized = decoded($fields['customfields'], 'customfields');
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
