-- Words typed in a card that tells a fact, until it is told: on this machine only. An empty dossier: nobody's yet.
CREATE TABLE saisie (
    dossier TEXT NOT NULL,
    carte TEXT NOT NULL,
    titre TEXT NOT NULL,
    lieu TEXT NOT NULL,
    lieu_id TEXT NOT NULL,
    mots JSON NOT NULL,
    le TEXT NOT NULL,
    ouverte BOOLEAN NOT NULL,
    CONSTRAINT pk_saisie PRIMARY KEY (dossier, carte)
);
