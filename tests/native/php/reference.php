<?php
// Reference implementation: PHP encodes and decodes request bodies, for comparison in tests.
// Requests and responses are one line of JSON each, with bytes in base64.

declare(strict_types=1);

error_reporting(0);

/** @return list<array{mixed, mixed}> the array's keys and values with their types */
function pairs(array $array): array
{
    $pairs = [];
    foreach ($array as $key => $value) {
        $pairs[] = [typed($key), typed($value)];
    }
    return $pairs;
}

function typed(mixed $value): mixed
{
    return match (true) {
        is_int($value) => ['int' => (string) $value],
        is_string($value) => ['str' => base64_encode($value)],
        default => ['other' => get_debug_type($value)],
    };
}

function untyped(array $value): int|string
{
    return isset($value['int']) ? (int) $value['int'] : base64_decode($value['str'], true);
}

/** The result of `unserialize`, or null if it is not an array. */
function unserialize_pairs(string $bytes): ?array
{
    $array = unserialize($bytes, ['allowed_classes' => false]);
    return is_array($array) ? pairs($array) : null;
}

/** A request body as WHMCS decodes it: `$_POST`, and the decoded values of two parameters. */
function decode_request(string $body): array
{
    parse_str($body, $post);
    $fields = $post['customfields'] ?? null;
    $files = $post['attachments'] ?? null;
    return [
        'post' => pairs($post),
        'fields' => $fields === null ? null : unserialize_pairs(strict_base64_decode($fields)),
        'files' => $files === null ? null : decode_files($files),
    ];
}

function strict_base64_decode(string $text): string
{
    $bytes = base64_decode($text, true);
    return $bytes === false ? throw new ValueError('not base64') : $bytes;
}

/** The files in the value of the parameter, or null if it cannot be decoded. */
function decode_files(string $value): ?array
{
    $files = json_decode(strict_base64_decode($value), true);
    return is_array($files) ? array_map(static fn (array $file): array => [
        base64_encode($file['name']),
        base64_encode(strict_base64_decode($file['data'])),
    ], $files) : null;
}

function encode_files(array $files, int $flags): string
{
    return base64_encode(json_encode(array_map(static fn (array $file): array => [
        'name' => base64_decode($file[0], true),
        'data' => $file[1],
    ], $files), $flags));
}

/** Seconds since 1970 of a date, or null if PHP cannot parse it. */
function unix_seconds(string $date): ?int
{
    try {
        return (new DateTimeImmutable($date, new DateTimeZone('UTC')))->getTimestamp();
    } catch (Exception) {
        return null;
    }
}

/** Builds an array from pairs. PHP converts the keys. */
function array_from_pairs(array $pairs): array
{
    $array = [];
    foreach ($pairs as [$key, $value]) {
        $array[untyped($key)] = untyped($value);
    }
    return $array;
}

/** The sample request of WHMCS's page on OpenTicket. */
function sample_request(): string
{
    $file = ['name' => 'sample_text_file.txt', 'data' => base64_encode('This is a sample text file contents')];
    return http_build_query([
        'action' => 'OpenTicket',
        'username' => 'IDENTIFIER_OR_ADMIN_USERNAME',
        'password' => 'SECRET_OR_HASHED_PASSWORD',
        'deptid' => '1',
        'subject' => 'This is a sample ticket',
        'message' => 'This is a **sample** ticket message',
        'clientid' => '1',
        'priority' => 'Medium',
        'markdown' => true,
        'attachments' => base64_encode(json_encode([$file])),
        'preventClientClosure' => true,
        'responsetype' => 'json',
    ]);
}

/** A request body as a PHP program encodes it. */
function encode_request(array $request): string
{
    $post = array_from_pairs($request['post']);
    if ($request['fields']) {
        $post['customfields'] = base64_encode(serialize(array_from_pairs($request['fields'])));
    }
    $file = static fn (array $file): array => [
        'name' => base64_decode($file[0], true),
        'data' => $file[1],
    ];
    if ($request['files']) {
        $post['attachments'] = base64_encode(json_encode(array_map($file, $request['files'])));
    }
    return http_build_query($post);
}

function respond(array $request): mixed
{
    return match ($request['operation']) {
        'decode_request' => decode_request(base64_decode($request['body'], true)),
        'unserialize' => unserialize_pairs(base64_decode($request['bytes'], true)),
        'serialize' => base64_encode(serialize(array_from_pairs($request['pairs']))),
        'decode_files' => decode_files($request['value']),
        'encode_files' => encode_files($request['files'], $request['flags']),
        'unix_seconds' => unix_seconds($request['date']),
        'encode_request' => base64_encode(encode_request($request)),
        'sample_request' => base64_encode(sample_request()),
        'is_truthy' => (bool) base64_decode($request['text'], true),
    };
}

while (($line = fgets(STDIN)) !== false) {
    $request = json_decode($line, true, flags: JSON_THROW_ON_ERROR);
    try {
        $response = ['result' => respond($request)];
    } catch (Throwable $error) {
        $response = ['error' => $error->getMessage()];
    }
    echo json_encode($response, JSON_THROW_ON_ERROR), "\n";
}
