<?php
// Returns a new token for the signed-in client.

require dirname(__DIR__) . '/init.php';

header('Content-Type: application/json');
header('Cache-Control: no-store');
$client = (new WHMCS\Authentication\CurrentUser())->client();
echo json_encode(['token' => open_ticket_token($client)]);
