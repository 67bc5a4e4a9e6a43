<?php
// Creates the token that identifies the signed-in client to the open-ticket relay.

function open_ticket_token($client): string
{
    $key = getenv('OPEN_TICKET_SIGNING_KEY');
    if (!$key || !$client) {
        return '';
    }
    $base64url = fn (string $bytes): string => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    $claims = [
        'aud' => 'open-ticket',
        'iat' => time(),
        'exp' => time() + 600,
        'client' => (int) $client->id,
        'name' => trim($client->firstname . ' ' . $client->lastname),
        'email' => $client->email,
    ];
    $signed = $base64url(json_encode(['alg' => 'HS256', 'typ' => 'JWT']))
        . '.' . $base64url(json_encode($claims, JSON_THROW_ON_ERROR));
    return $signed . '.' . $base64url(hash_hmac('sha256', $signed, $key, true));
}

add_hook('ClientAreaPageSubmitTicket', 1, function (array $vars): array {
    return ['openTicketToken' => open_ticket_token($vars['client'] ?? null)];
});
