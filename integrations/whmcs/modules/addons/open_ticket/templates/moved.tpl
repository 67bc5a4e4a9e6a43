{* The form is on WHMCS's ticket page, where WHMCS applies its own checks first. *}
<p><a class="btn btn-primary" href="submitticket.php">{$openTicketLink|escape}</a></p>
