-- Version 2: account data of services, which WHMCS's lists contain, and a setting of departments for
-- closing tickets.

-- Account data that a ticket form must not show: clients of the API must filter these columns out.
ALTER TABLE service ADD COLUMN domain TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN username TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN password TEXT NOT NULL DEFAULT '';
ALTER TABLE service ADD COLUMN dedicated_ip TEXT NOT NULL DEFAULT '';
UPDATE service SET domain = 'host' || id || '.example.com', username = 'account' || id,
    password = 'service-password-' || id, dedicated_ip = '192.0.2.' || id;

-- 1 if only staff can close the department's tickets.
ALTER TABLE department ADD COLUMN staff_closes INTEGER NOT NULL DEFAULT 0
    CHECK (staff_closes IN (0, 1));
UPDATE department SET staff_closes = 1 WHERE id = 2;

CREATE INDEX ticket_client ON ticket (client);
