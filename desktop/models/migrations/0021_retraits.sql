-- That a dossier was taken off an agenda before its sitting, or moved to another, and why.
CREATE TABLE retrait_inscription (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    inscription TEXT NOT NULL,
    motif TEXT NOT NULL,
    remplacee_par TEXT,
    auteur_nom TEXT NOT NULL,
    retire_le TEXT NOT NULL,
    CONSTRAINT pk_retrait_inscription PRIMARY KEY (id)
);
CREATE INDEX ix_retrait_inscription_dossier ON retrait_inscription (dossier);
