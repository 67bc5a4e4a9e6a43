{* Fields of WHMCS's own form that every theme has, with its names. *}
<p><label>Name <input name="name" value="{$name|escape}"{if $loggedin} disabled{/if}></label></p>
<p><label>Email <input type="email" name="email" value="{$email|escape}"{if $loggedin} disabled{/if}></label></p>
<p><label>Topic <input name="subject"></label></p>
<p><label>Where <select name="deptid">
{foreach $departments as $department}<option value="{$department.id}"{if $department.id eq $deptid} selected="selected"{/if}>{$department.name|escape}</option>
{/foreach}</select></label></p>
<p><label>Text <textarea name="message"></textarea></label></p>
<p><input type="file" name="attachments[]"></p>
{if $captcha}<p><label>Captcha <input name="code"></label></p>{/if}
<p><button type="submit">Submit to WHMCS</button></p>
