-- Version 2: what WHMCS's lists tell of a service and a domain, and who may close a ticket.

-- What a help desk's form must never show, so that whoever picks from the answer has to pick.
ALTER TABLE service ADD COLUMN domain TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN username TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN password TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN dedicated_ip TEXT NOT NULL DEFAULT '';
UPDATE service SET domain = 'host' || id || '.example.com', username = 'account' || id,
    password = 'service-password-' || id, dedicated_ip = '192.0.2.' || id;

-- The department's setting: 1 where only staff may close its tickets.
ALTER TABLE department ADD COLUMN staff_closes INTEGER NOT NULL DEFAULT 0
    CHECK (staff_closes IN (0, 1));
UPDATE department SET staff_closes = 1 WHERE id = 2;

CREATE INDEX ticket_client ON ticket (client);
