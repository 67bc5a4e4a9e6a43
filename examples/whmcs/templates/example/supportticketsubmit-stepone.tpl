<script type="module" src="{$WEB_ROOT}/open-ticket/open-ticket.js"></script>
<script type="module" src="{$WEB_ROOT}/open-ticket/whmcs.js"></script>

<div class="card">
    <div class="card-body extra-padding">
        <h3 class="card-title">{lang key='createNewSupportRequest'}</h3>
        <p>{lang key='supportticketsheader'}</p>

        <open-ticket endpoint="/api/ticket" theme="light"{if $openTicketToken} token="{$openTicketToken|escape}"{/if}>
            <div class="row">
                {foreach $departments as $department}
                    <div class="col-md-6">
                        <p>
                            <strong>
                                <a href="{$WEB_ROOT}/submitticket.php?step=2&amp;deptid={$department.id}">{$department.name}</a>
                            </strong>
                        </p>
                        {if $department.description}
                            <p>{$department.description}</p>
                        {/if}
                    </div>
                {foreachelse}
                    <div class="col-12">
                        {include file="$template/includes/alert.tpl" type="info" msg="{lang key='nosupportdepartments'}" textcenter=true}
                    </div>
                {/foreach}
            </div>
        </open-ticket>
    </div>
</div>
