-- Dossiers opened here by someone who is not their AE, to be told; who opened an AE's, as the store told.
CREATE TABLE lecture (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    le TEXT NOT NULL,
    dite BOOLEAN NOT NULL,
    CONSTRAINT pk_lecture PRIMARY KEY (id)
);
CREATE INDEX ix_lecture_dossier ON lecture (dossier);

CREATE TABLE visite (
    number INTEGER NOT NULL,
    dossier TEXT NOT NULL,
    nom TEXT NOT NULL,
    role TEXT NOT NULL,
    le TEXT NOT NULL,
    CONSTRAINT pk_visite PRIMARY KEY (number)
);
CREATE INDEX ix_visite_dossier ON visite (dossier);
