-- What came in from a table: which dossiers, line by line; and which column fills which field.
CREATE TABLE import_fait (
    id TEXT NOT NULL,
    le TEXT NOT NULL,
    entetes TEXT NOT NULL,
    nombre INTEGER NOT NULL,
    CONSTRAINT pk_import_fait PRIMARY KEY (id)
);

-- A line goes with its dossier (purge.py): its cells are that person's.
CREATE TABLE import_ligne (
    dossier TEXT NOT NULL,
    import TEXT NOT NULL,
    numero INTEGER NOT NULL,
    cellules TEXT NOT NULL,
    empreinte TEXT NOT NULL,
    CONSTRAINT pk_import_ligne PRIMARY KEY (dossier)
);
CREATE INDEX ix_import_ligne_import ON import_ligne (import);

CREATE TABLE import_colonnes (
    entetes TEXT NOT NULL,
    champs TEXT NOT NULL,
    CONSTRAINT pk_import_colonnes PRIMARY KEY (entetes)
);
