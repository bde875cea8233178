-- That a decision, a clôture, a visa or an avis motivé was noted by mistake, and why: it counts no more.
CREATE TABLE annulation (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    genre TEXT NOT NULL,
    fait TEXT NOT NULL,
    motif TEXT NOT NULL,
    auteur_nom TEXT NOT NULL,
    annule_le TEXT NOT NULL,
    CONSTRAINT pk_annulation PRIMARY KEY (id)
);
CREATE INDEX ix_annulation_dossier ON annulation (dossier);
