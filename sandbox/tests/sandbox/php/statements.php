<?php
// Evaluates the statements of docs/sandbox.md about PHP. Prints a JSON object from statement to result.

declare(strict_types=1);

$statements = [
    'base64_decode skips white space, in strict mode too'
        => base64_decode("Y W\r\nJ\tj", true) === 'abc',
    'base64_decode needs no padding, even in strict mode'
        => base64_decode('YQ', true) === 'a' && base64_decode('YQ==', true) === 'a',
    'base64_decode refuses wrong padding in strict mode'
        => base64_decode('YQ=', true) === false && base64_decode('YWJj=', true) === false,
    'base64_decode refuses other characters in strict mode'
        => base64_decode('Y!Q==', true) === false && base64_decode('-_8=', true) === false,
    'base64_decode discards other characters without strict mode'
        => base64_decode('Y!W-J_j') === 'abc',
    'an email address with leading or trailing white space does not pass FILTER_VALIDATE_EMAIL'
        => filter_var(' a@example.com', FILTER_VALIDATE_EMAIL) === false
            && filter_var("a@example.com\n", FILTER_VALIDATE_EMAIL) === false
            && filter_var("a@example.com\u{200b}", FILTER_VALIDATE_EMAIL) === false
            && filter_var('a@example.com', FILTER_VALIDATE_EMAIL) === 'a@example.com',
    'the strings 2, nein and false are true'
        => (bool) '2' && (bool) 'nein' && (bool) 'false' && !(bool) '0' && !(bool) '',
    'the last value of a repeated parameter is used'
        => (static function (): bool {
            parse_str('a=1&a=2', $post);
            return $post === ['a' => '2'];
        })(),
    'a name with brackets is an array'
        => (static function (): bool {
            parse_str('a[]=1', $post);
            return $post === ['a' => ['1']];
        })(),
    'a name ends at a NUL'
        => (static function (): bool {
            parse_str('a%00b=1', $post);
            return $post === ['a' => '1'];
        })(),
    'max_file_uploads is 20 by default' => ini_get('max_file_uploads') === '20',
    'post_max_size is 8M by default' => ini_get('post_max_size') === '8M',
    'max_input_vars is 1000 by default' => ini_get('max_input_vars') === '1000',
    'true converts to the string 1, and false to an empty string'
        => (string) true === '1' && (string) false === '',
];
echo json_encode($statements, JSON_PRETTY_PRINT);
