{include file='../head.tpl'}
<body>
<section id="main-body"><div class="container"><div class="row"><div class="col-md-9 main-content">
{if $opened}<p role="status">{$opened.tid|default:$opened.message|escape}</p>{/if}
<form method="post" action="{$smarty.server.PHP_SELF}?step=3" enctype="multipart/form-data" role="form">
<div class="row">{include file='../fields.tpl'}</div>
</form>
</div></div></div></section>
{$footeroutput nofilter}
</body></html>
