-- What the store set aside of others' work, for those who see the dossier; what became of it. The day an étape is to begin, the job that a contact is about.
-- What ROME codes are called, in the official list.
ALTER TABLE etape ADD COLUMN debut_prevu TEXT;
ALTER TABLE evenement ADD COLUMN emploi TEXT;
CREATE TABLE mise_de_cote (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    operations JSON NOT NULL,
    auteur TEXT NOT NULL,
    sur_kind TEXT NOT NULL,
    sur_id TEXT NOT NULL,
    raison TEXT NOT NULL,
    le TEXT NOT NULL,
    CONSTRAINT pk_mise_de_cote PRIMARY KEY (id)
);
CREATE INDEX ix_mise_de_cote_dossier ON mise_de_cote (dossier);
CREATE TABLE mise_de_cote_reglee (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    operations JSON NOT NULL,
    issue TEXT NOT NULL,
    motif TEXT NOT NULL,
    auteur_nom TEXT NOT NULL,
    regle_le TEXT NOT NULL,
    CONSTRAINT pk_mise_de_cote_reglee PRIMARY KEY (id)
);
CREATE INDEX ix_mise_de_cote_reglee_dossier ON mise_de_cote_reglee (dossier);
CREATE TABLE metier_rome (
    id TEXT NOT NULL,
    code TEXT NOT NULL,
    libelle TEXT NOT NULL,
    CONSTRAINT pk_metier_rome PRIMARY KEY (id)
);
