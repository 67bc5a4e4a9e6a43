{* Fields of WHMCS's own form that every theme has, with its names and classes. *}
<p><label>Name <input class="form-control" name="name" value="{$name|escape}"{if $loggedin} disabled{/if}></label></p>
<p><label>Email <input class="form-control" type="email" name="email" value="{$email|escape}"{if $loggedin} disabled{/if}></label></p>
<p><label>Topic <input class="form-control" name="subject"></label></p>
<p><label>Where <select class="form-control" name="deptid">
{foreach $departments as $department}<option value="{$department.id}"{if $department.id eq $deptid} selected="selected"{/if}>{$department.name|escape}</option>
{/foreach}</select></label></p>
<p><label>Text <textarea class="form-control" name="message"></textarea></label></p>
<p><input type="file" name="attachments[]"></p>
{if $captcha}<p><label>Captcha <input name="code"></label></p>{/if}
<p><button class="btn btn-primary" type="submit">Submit to WHMCS</button></p>
