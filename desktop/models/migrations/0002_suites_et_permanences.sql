-- What an entretien decided, rendez-vous put off, paper that came back, and permanences.

ALTER TABLE rendez_vous ADD COLUMN reporte_de TEXT;

ALTER TABLE evenement ADD COLUMN heure TEXT;
ALTER TABLE evenement ADD COLUMN compte_rendu TEXT;
CREATE INDEX ix_evenement_compte_rendu ON evenement (compte_rendu);

ALTER TABLE etape ADD COLUMN decidee_lors_de TEXT;

ALTER TABLE objectif ADD COLUMN fixe_lors_de TEXT;

ALTER TABLE signature ADD COLUMN scan TEXT;

CREATE TABLE permanence (
    id TEXT NOT NULL,
    utilisateur TEXT,
    lieu TEXT NOT NULL,
    jour INTEGER NOT NULL,
    demi_journee TEXT NOT NULL,
    depuis TEXT,
    jusqu_au TEXT,
    CONSTRAINT pk_permanence PRIMARY KEY (id)
);
