<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs;

use OpenTicket\Whmcs\Http\Request;

/** The visitor's address, for the rate limits. */
final class ClientAddress
{
    /**
     * Returns the address from a header of the operator's proxy, or the address of the connection if the header is
     * blank, missing or contains no address.
     *
     * Each proxy appends the address of its client and keeps those that the visitor sent, so the list is read from
     * its end. Private addresses there are those of proxies within the operator's network.
     */
    public static function of(Request $request, string $header): string
    {
        $list = $header === '' ? [] : explode(',', $request->header(strtolower($header)));
        $last = null;
        foreach (array_reverse(array_map('trim', $list)) as $address) {
            if (filter_var($address, FILTER_VALIDATE_IP) === false) {
                break;
            }
            $last ??= $address;
            if (filter_var($address, FILTER_VALIDATE_IP, FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE) !== false) {
                return $address;
            }
        }
        return $last ?? $request->address;
    }
}
