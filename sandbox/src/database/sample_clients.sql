INSERT INTO client (id, name, email) VALUES
    (1, 'Ada Lovelace', 'ada@example.com'),
    (2, 'Grace Hopper', 'grace@example.net');
INSERT INTO user (id, client, name, email) VALUES
    (1, 1, 'Ada Lovelace', 'ada@example.com'),
    (2, 1, 'Charles Babbage', 'charles@example.com'),
    (3, 2, 'Grace Hopper', 'grace@example.net');
INSERT INTO contact (id, client, name, email) VALUES
    (1, 1, 'Mary Somerville', 'mary@example.com'),
    (2, 2, 'Howard Aiken', 'howard@example.net');
INSERT INTO service (id, client, name, status) VALUES
    (1, 1, 'Cloud Server M', 'Active'),
    (2, 2, 'Shared Hosting', 'Active');
INSERT INTO domain (id, client, name, status) VALUES
    (1, 1, 'example.com', 'Active'),
    (2, 2, 'example.net', 'Active');
