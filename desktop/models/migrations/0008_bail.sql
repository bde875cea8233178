-- How long this vault may go without its store, and what the store said last: one row.
CREATE TABLE lease (
    id INTEGER NOT NULL,
    days INTEGER NOT NULL,
    contact TEXT,
    latest TEXT,
    looked TEXT,
    spent INTEGER NOT NULL,
    withdrawn TEXT,
    CONSTRAINT pk_lease PRIMARY KEY (id)
);
INSERT INTO lease (id, days, spent) VALUES (1, 30, 0);
