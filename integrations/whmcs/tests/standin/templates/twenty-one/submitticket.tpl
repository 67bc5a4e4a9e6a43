{include file='../head.tpl'}
<body class="primary-bg-color">
<section id="main-body"><div class="container"><div class="row"><div class="col-lg-8 primary-content">
{if $opened}<p role="status">{$opened.tid|default:$opened.message|escape}</p>{/if}
<form method="post" action="{$smarty.server.SCRIPT_NAME}?step=3" enctype="multipart/form-data" role="form">
<div class="card"><div class="card-body extra-padding">{include file='../fields.tpl'}</div></div>
</form>
</div></div></div></section>
{$footeroutput nofilter}
</body></html>
