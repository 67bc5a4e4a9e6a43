INSERT INTO department (id, name, offered, staff_closes, has_api_user) VALUES
    (1, 'General', 1, 0, 1),
    (2, 'Billing', 1, 1, 0),
    (3, 'Technical', 1, 0, 1);
INSERT INTO custom_field (id, department, name, kind, offered) VALUES
    (1, 3, 'Domain or server', 'text', 1),
    (2, 3, 'Page where it happens', 'link', 1),
    (3, 3, 'Temporary password', 'password', 1),
    (4, 3, 'Since when', 'dropdown', 1),
    (5, 3, 'You may restart the server', 'tickbox', 1),
    (6, 3, 'What you changed', 'textarea', 1);
