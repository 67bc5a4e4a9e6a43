-- Version 3: the departments of the API user. Lists contain only their tickets, unless the request
-- ignores the assignments.

ALTER TABLE department ADD COLUMN has_api_user INTEGER NOT NULL DEFAULT 1
    CHECK (has_api_user IN (0, 1));
UPDATE department SET has_api_user = 0 WHERE id = 2;
