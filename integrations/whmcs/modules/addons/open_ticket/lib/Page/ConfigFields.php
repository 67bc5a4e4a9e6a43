<?php

declare(strict_types=1);

namespace OpenTicket\Whmcs\Page;

/** The settings of the add-on, in WHMCS's format. `Settings` parses their values. */
final class ConfigFields
{
    /** @return array<string, array<string, string>> */
    public static function all(): array
    {
        $number = static fn (string $name, string $default, string $description): array => [
            'FriendlyName' => $name, 'Type' => 'text', 'Size' => '8', 'Default' => $default, 'Description' => $description,
        ];
        $choice = static fn (string $name, string $options, string $description): array => [
            'FriendlyName' => $name, 'Type' => 'dropdown', 'Options' => $options,
            'Default' => explode(',', $options)[0], 'Description' => $description,
        ];
        $lines = static fn (string $name, string $description): array => [
            'FriendlyName' => $name, 'Type' => 'textarea', 'Rows' => '4', 'Cols' => '60', 'Default' => '',
            'Description' => $description,
        ];
        return [
            'replace_form' => [
                'FriendlyName' => 'Show the form', 'Type' => 'yesno', 'Default' => 'on',
                'Description' => 'Replace the form on submitticket.php',
            ],
            'departments' => $lines(
                'Departments',
                'A line for each department to change: <code>2: Invoices and payments | clients only</code>, or '
                . '<code>4: | hidden</code>. Departments without a line are the same as in WHMCS.',
            ),
            'reply_within' => $lines(
                'Reply times',
                'A line for each department: <code>2: 1 working day</code>. Shown once the department is selected, and in '
                . 'the confirmation: &ldquo;We usually reply within 1 working day.&rdquo;',
            ),
            'office_hours' => $lines(
                'Office hours',
                'A line for each department: <code>2: Monday to Friday, 9:00 to 17:00 CET</code>',
            ),
            'message_templates' => $lines(
                'Message templates',
                'The id of a department in brackets, <code>[3]</code>, on a separate line, and below it the text that the '
                . 'form puts into an empty message, in Markdown. It counts as blank until it is changed.',
            ),
            'hints' => $lines(
                'Hints of custom fields',
                'A line for each field: <code>3: For example, example.com</code>. Fields without a line have the '
                . 'description from WHMCS. Links: <code>[rules](https://example.com/rules)</code>.',
            ),
            'extensions' => [
                'FriendlyName' => 'File types', 'Type' => 'text', 'Size' => '60', 'Default' => '',
                'Description' => 'Allowed extensions, such as <code>.jpg, .png, .pdf</code>. Blank: those that WHMCS '
                    . 'allows. WHMCS rejects all others.',
            ],
            'max_files' => $number('Files per ticket', '10', 'Maximum number of files'),
            'max_file_mb' => $number('File size', '', 'Maximum size of a file, in MB. Blank: as large as PHP allows'),
            'drafts' => $choice('Drafts', 'all,text,off', 'Parts of an unsent ticket that the browser stores. text: without files. off: nothing'),
            'suggestions' => [
                'FriendlyName' => 'Suggestions', 'Type' => 'yesno', 'Default' => 'on',
                'Description' => 'Show knowledge-base articles that match the message. The browser searches for them: '
                    . 'nothing is sent while the user types',
            ],
            'incident' => [
                'FriendlyName' => 'Network issues', 'Type' => 'yesno', 'Default' => 'on',
                'Description' => 'Above the form, show the most important open network issue that affects the visitor',
            ],
            'theme' => $choice('Colour scheme', 'auto,light,dark', 'Colours of the form. auto: those of the page'),
            'accent' => [
                'FriendlyName' => 'Accent colour', 'Type' => 'text', 'Size' => '8', 'Default' => '',
                'Description' => 'Such as <code>#336699</code>. Blank: the theme\'s',
            ],
            'line_breaks' => $choice('Line breaks', 'hard,soft', 'hard: a line break is kept. soft: it is a space, as in CommonMark'),
            'text_encoding' => $choice(
                'Text for WHMCS',
                'Auto,Encoded,Plain',
                'Auto: encode HTML characters if WHMCS encodes them in its own forms. Change it only after the test in the guide',
            ),
            'per_hour' => $number('Tickets per hour', '20', 'For each IP address and each client. 0: no limit'),
            'per_day' => $number('Tickets per day', '240', 'For each IP address and each client. 0: no limit'),
            'total_per_day' => $number('Tickets per day in total', '5000', '0: no limit'),
            'refused_per_hour' => $number('Refused requests per hour', '300', 'For each IP address. 0: no limit'),
            'address_header' => [
                'FriendlyName' => 'IP address header', 'Type' => 'text', 'Size' => '20', 'Default' => '',
                'Description' => 'Header in which your proxy sends the client\'s IP address: '
                    . '<code>CF-Connecting-IP</code> or '
                    . '<code>X-Forwarded-For</code> (its last public IP address). '
                    . 'Only if every request passes through the proxy. '
                    . 'Blank: none',
            ],
        ];
    }
}
