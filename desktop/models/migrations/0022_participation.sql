-- How a person takes part, and who accompanies them where the PLIE does not.
CREATE TABLE parcours_neuf (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    numero INTEGER NOT NULL,
    origine TEXT NOT NULL,
    ouvert_le TEXT,
    integre_le TEXT,
    protocole_anterieur TEXT NOT NULL,
    reprise_decision TEXT NOT NULL,
    participation TEXT NOT NULL,
    referent_nom TEXT NOT NULL,
    referent_structure TEXT NOT NULL,
    CONSTRAINT pk_parcours PRIMARY KEY (id)
);
INSERT INTO parcours_neuf (id, dossier, numero, origine, ouvert_le, integre_le, protocole_anterieur, reprise_decision, participation, referent_nom, referent_structure)
SELECT id, dossier, numero, origine, ouvert_le, integre_le, protocole_anterieur, reprise_decision, '', '', ''
FROM parcours;
DROP TABLE parcours;
ALTER TABLE parcours_neuf RENAME TO parcours;
CREATE INDEX ix_parcours_dossier ON parcours (dossier);
