<?php
// Opens a ticket with PHP's http_build_query and curl, as WHMCS's page does. Input: the request as JSON.
// Output: the result as JSON.

declare(strict_types=1);

$request = json_decode(file_get_contents('php://stdin'), true);
$ch = curl_init($request['url']);
curl_setopt($ch, CURLOPT_POST, 1);
curl_setopt($ch, CURLOPT_POSTFIELDS, http_build_query([
    'action' => 'OpenTicket',
    'responsetype' => 'json',
    'identifier' => 'sandbox',
    'secret' => 'sandbox',
    ...$request['ticket'],
]));
curl_setopt($ch, CURLOPT_RETURNTRANSFER, 1);
$response = json_decode(curl_exec($ch), true);
echo json_encode((object) ($response['result'] === 'error' ? ['error' => $response['message']] : []));
