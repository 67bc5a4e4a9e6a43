{include file='../head.tpl'}
<body>
<main><div class="grid"><div>
{if $opened}<p role="status">{$opened.tid|default:$opened.message|escape}</p>{/if}
<form method="post" action="/submitticket.php?step=3" enctype="multipart/form-data">{include file='../fields.tpl'}</form>
</div></div></main>
{$footeroutput nofilter}
</body></html>
