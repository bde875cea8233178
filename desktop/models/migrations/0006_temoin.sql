-- How many transactions were committed here, and which was the last: the file beside says as much.

CREATE TABLE temoin (
    id INTEGER NOT NULL,
    rang INTEGER NOT NULL,
    empreinte TEXT NOT NULL,
    CONSTRAINT pk_temoin PRIMARY KEY (id)
);
INSERT INTO temoin (id, rang, empreinte) VALUES (1, 0, '');
