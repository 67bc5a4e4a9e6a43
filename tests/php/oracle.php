<?php
// PHP's own reading and writing of a ticket's body, for tests to compare with. A question is a line
// of JSON, its answer is one as well; bytes are in base64 both ways.

declare(strict_types=1);

error_reporting(0);

/** @return list<array{mixed, mixed}> an array with its keys' and values' own types */
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

/** What `unserialize` makes of bytes: null where it makes no array of them. */
function unserialized(string $bytes): ?array
{
    $array = unserialize($bytes, ['allowed_classes' => false]);
    return is_array($array) ? pairs($array) : null;
}

/** A body as WHMCS sees it: `$_POST`, and what is packed in two of its values. */
function posted(string $body): array
{
    parse_str($body, $post);
    $fields = $post['customfields'] ?? null;
    $files = $post['attachments'] ?? null;
    return [
        'post' => pairs($post),
        'fields' => $fields === null ? null : unserialized(strictly($fields)),
        'files' => $files === null ? null : array_map(
            static fn (array $file): array => [
                base64_encode($file['name']),
                base64_encode(strictly($file['data'])),
            ],
            json_decode(strictly($files), true, flags: JSON_THROW_ON_ERROR),
        ),
    ];
}

function strictly(string $text): string
{
    $bytes = base64_decode($text, true);
    return $bytes === false ? throw new ValueError('not base64') : $bytes;
}

/** The files that a script finds in the value of one parameter: null where it finds none. */
function files(string $value): ?array
{
    $files = json_decode(strictly($value), true);
    return is_array($files) ? array_map(static fn (array $file): array => [
        base64_encode($file['name']),
        base64_encode(strictly($file['data'])),
    ], $files) : null;
}

function list_of_files(array $files, int $flags): string
{
    return base64_encode(json_encode(array_map(static fn (array $file): array => [
        'name' => base64_decode($file[0], true),
        'data' => $file[1],
    ], $files), $flags));
}

/** Seconds since 1970, as PHP reads a moment; null where it reads none. */
function seconds(string $moment): ?int
{
    try {
        return (new DateTimeImmutable($moment, new DateTimeZone('UTC')))->getTimestamp();
    } catch (Exception) {
        return null;
    }
}

/** An array from pairs, with PHP's own rule for keys. */
function of(array $pairs): array
{
    $array = [];
    foreach ($pairs as [$key, $value]) {
        $array[untyped($key)] = untyped($value);
    }
    return $array;
}

/** The request of WHMCS's page on OpenTicket. */
function sample(): string
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

/** A body as a PHP program would write it. */
function written(array $question): string
{
    $post = of($question['post']);
    if ($question['fields']) {
        $post['customfields'] = base64_encode(serialize(of($question['fields'])));
    }
    $file = static fn (array $file): array => [
        'name' => base64_decode($file[0], true),
        'data' => $file[1],
    ];
    if ($question['files']) {
        $post['attachments'] = base64_encode(json_encode(array_map($file, $question['files'])));
    }
    return http_build_query($post);
}

function answer(array $question): mixed
{
    return match ($question['ask']) {
        'posted' => posted(base64_decode($question['body'], true)),
        'unserialize' => unserialized(base64_decode($question['bytes'], true)),
        'serialize' => base64_encode(serialize(of($question['pairs']))),
        'files' => files($question['value']),
        'list' => list_of_files($question['files'], $question['flags']),
        'seconds' => seconds($question['moment']),
        'written' => base64_encode(written($question)),
        'sample' => base64_encode(sample()),
        'truth' => (bool) base64_decode($question['text'], true),
    };
}

while (($line = fgets(STDIN)) !== false) {
    $question = json_decode($line, true, flags: JSON_THROW_ON_ERROR);
    try {
        $answer = ['answer' => answer($question)];
    } catch (Throwable $error) {
        $answer = ['error' => $error->getMessage()];
    }
    echo json_encode($answer, JSON_THROW_ON_ERROR), "\n";
}
