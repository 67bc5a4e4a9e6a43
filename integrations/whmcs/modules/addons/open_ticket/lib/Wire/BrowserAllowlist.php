<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Wire;

use OpenTicket\Whmcs\ApiError;

/**
 * Allowlist of the parameters that a browser may send, each at most once. A test compares it with
 * `src/wire/browser_allowlist.rs`.
 */
final class BrowserAllowlist
{
    /** Parameters that a browser may send: the fields of the form, the action and the response format. */
    public const ALLOWED = [
        'action', 'responsetype', 'deptid', 'subject', 'message', 'name', 'email', 'priority', 'serviceid',
        'domainid', 'markdown', 'customfields', 'attachments',
    ];

    /** Parameters that a browser must not send: identity, options of operators, and credentials. */
    public const FORBIDDEN = [
        'clientid', 'userid', 'contactid', 'admin', 'noemail', 'created', 'preventClientClosure', 'username',
        'password', 'identifier', 'secret', 'accesskey',
    ];

    /**
     * Checks the names of a request, and the values of `action` and `responsetype`.
     *
     * @param list<array{string, string}> $pairs
     * @return array<string, string> the values by name
     * @throws ApiError
     */
    public static function check(array $pairs): array
    {
        $values = [];
        foreach ($pairs as [$name, $value]) {
            $isForbidden = in_array($name, self::FORBIDDEN, true)
                || ($name === 'action' && $value !== 'OpenTicket')
                || ($name === 'responsetype' && $value !== 'json');
            if ($isForbidden) {
                throw ApiError::forbiddenParameter($name);
            }
            if (!in_array($name, self::ALLOWED, true)) {
                throw ApiError::unknownParameter($name);
            }
            if (array_key_exists($name, $values)) {
                throw ApiError::repeatedParameter($name);
            }
            $values[$name] = $value;
        }
        return $values;
    }
}
