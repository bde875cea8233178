-- What is known of the bilans d’activité of the lots.
CREATE TABLE bilan_lot (
    id TEXT NOT NULL,
    lot TEXT NOT NULL,
    arrete_au TEXT NOT NULL,
    transmis_le TEXT,
    echange TEXT NOT NULL,
    auteur_nom TEXT NOT NULL,
    note_le TEXT NOT NULL,
    CONSTRAINT pk_bilan_lot PRIMARY KEY (id)
);
