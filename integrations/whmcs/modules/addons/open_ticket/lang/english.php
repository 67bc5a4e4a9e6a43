<?php

/**
 * Text of the add-on in English. Copy this file to translate it.
 */

$_ADDONLANG['page_title'] = 'Open a ticket';
$_ADDONLANG['link'] = 'Open a ticket';
$_ADDONLANG['status'] = 'Status';
$_ADDONLANG['intro'] = 'Open Ticket replaces the form on submitticket.php. WHMCS\'s own form stays for visitors without JavaScript.';
$_ADDONLANG['all_well'] = 'All checks passed.';
$_ADDONLANG['check'] = 'Check';
$_ADDONLANG['found'] = 'Found';
$_ADDONLANG['what_to_do'] = 'What to do';
$_ADDONLANG['state_ok'] = 'OK';
$_ADDONLANG['state_warning'] = 'Limits the form';
$_ADDONLANG['state_error'] = 'Prevents tickets';
$_ADDONLANG['open_form'] = 'Open the form';
$_ADDONLANG['fields_title'] = 'Departments and custom fields';
$_ADDONLANG['fields_intro'] = 'The form shows these. Descriptions and hints can be changed in the settings of the add-on, by these ids.';
$_ADDONLANG['department'] = 'Department';
$_ADDONLANG['clients_only'] = 'Clients only';
$_ADDONLANG['everyone'] = 'Everyone';
$_ADDONLANG['custom_fields'] = 'Custom fields';
