<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

use OpenTicket\Whmcs\Http\Request;

/** The visitor's address, for the rate limits. */
final class ClientAddress
{
    /**
     * Returns the address from a header of the operator's proxy, or the address of the connection if the header is
     * blank or missing, or does not end with an address.
     *
     * Each proxy appends the address of its client and keeps those that the visitor sent, so the list is read
     * from its end. Private addresses at the end are those of proxies within the operator's network.
     */
    public static function of(Request $request, string $header): string
    {
        $list = $header === '' ? [] : explode(',', $request->header(strtolower($header)));
        $last = null;
        foreach (array_reverse($list) as $text) {
            $address = self::parse(trim($text));
            if ($address === null) {
                break;
            }
            $last ??= $address;
            if (filter_var($address, FILTER_VALIDATE_IP, FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE) !== false) {
                return $address;
            }
        }
        return $last ?? self::canonical($request->address) ?? $request->address;
    }

    /**
     * Returns an address in canonical form, or `null` if the text is not one. An IPv4-mapped IPv6 address
     * becomes IPv4: otherwise, all IPv4-mapped addresses would be in one /64 network.
     */
    public static function canonical(string $text): ?string
    {
        $bytes = @inet_pton($text);
        if ($bytes === false) {
            return null;
        }
        $isMapped = strlen($bytes) === 16 && str_starts_with($bytes, str_repeat("\0", 10) . "\xff\xff");
        return (string) inet_ntop($isMapped ? substr($bytes, 12) : $bytes);
    }

    /**
     * Parses an address with or without a port, brackets and IPv6 zone, as in
     * `relay/src/access/forwarded_headers.rs`, but without quotation marks and obfuscated ports.
     */
    private static function parse(string $text): ?string
    {
        $format = '/\A(?:\[([0-9a-f.]*:[0-9a-f:.]*)(?:%[^]]+)?\](?::[0-9]{1,5})?|([0-9.]+)(?::[0-9]{1,5})?|([0-9a-f.]*:[0-9a-f:.]*)(?:%.+)?)\z/i';
        if (preg_match($format, $text, $found) !== 1) {
            return null;
        }
        // `2001:db8:0:0:0:0:0:1:80` without brackets has a port.
        return self::canonical(implode('', array_slice($found, 1)))
            ?? self::canonical(preg_replace('/:[0-9]{1,5}\z/', '', $found[3] ?? '') ?? '');
    }
}
