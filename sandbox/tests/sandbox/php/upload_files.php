<?php
// Posts a multipart form with files. Arguments: the URL, a folder for the files. Prints the response.

declare(strict_types=1);

[, $url, $folder] = $argv;
$fields = [
    'action' => 'OpenTicket',
    'identifier' => 'sandbox',
    'secret' => 'sandbox',
    'deptid' => '3',
    'name' => 'Zoë O\'Hara',
    'email' => 'zoe@example.com',
    'subject' => 'a+b & c=d 100% 🎫',
    'message' => "one\r\ntwo",
    'customfields' => base64_encode(serialize([1 => 'web-1', 3 => 'Zürich 🎫'])),
];
foreach (['all.bin' => implode('', array_map('chr', range(0, 255))), 'empty.txt' => ''] as $name => $bytes) {
    file_put_contents("$folder/$name", $bytes);
    $fields['attachments[' . count($fields) . ']'] = new CURLFile("$folder/$name");
}
// Old browsers send the whole path as the name.
$fields['other'] = new CURLFile("$folder/all.bin", 'text/plain', 'C:\\logs\\Zürich 100%.txt');

$ch = curl_init($url);
curl_setopt($ch, CURLOPT_POSTFIELDS, $fields);
curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
echo curl_exec($ch);
