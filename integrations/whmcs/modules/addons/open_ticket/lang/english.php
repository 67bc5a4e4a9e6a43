<?php

/**
 * Text of the add-on in English. Copy this file to translate it.
 */

$_ADDONLANG['page_title'] = 'Open a ticket';
$_ADDONLANG['link'] = 'Open a ticket';
$_ADDONLANG['status'] = 'Status';
$_ADDONLANG['intro'] = 'Open Ticket replaces the form on submitticket.php. Visitors without JavaScript see WHMCS\'s own form.';
$_ADDONLANG['all_well'] = 'All checks passed.';
$_ADDONLANG['check'] = 'Check';
$_ADDONLANG['found'] = 'Found';
$_ADDONLANG['what_to_do'] = 'What to do';
$_ADDONLANG['state_ok'] = 'OK';
$_ADDONLANG['state_warning'] = 'Limits the form';
$_ADDONLANG['state_error'] = 'Prevents tickets';
$_ADDONLANG['open_form'] = 'Open the form';
$_ADDONLANG['fields_title'] = 'Departments and custom fields';
$_ADDONLANG['fields_intro'] = 'Departments and custom fields in the form. To change a description or a hint, use its id in the settings of the add-on.';
$_ADDONLANG['department'] = 'Department';
$_ADDONLANG['clients_only'] = 'Clients only';
$_ADDONLANG['everyone'] = 'Everyone';
$_ADDONLANG['custom_fields'] = 'Custom fields';
