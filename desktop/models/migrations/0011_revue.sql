-- Questions followed to their answer; what came in and was not looked at yet.

CREATE TABLE demande (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    sur_kind TEXT NOT NULL,
    sur_id TEXT NOT NULL,
    texte TEXT NOT NULL,
    auteur_nom TEXT NOT NULL,
    ecrit_le TEXT NOT NULL,
    CONSTRAINT pk_demande PRIMARY KEY (id)
);
CREATE INDEX ix_demande_dossier ON demande (dossier);

CREATE TABLE nouvelle (
    kind TEXT NOT NULL,
    thing TEXT NOT NULL,
    scope TEXT NOT NULL,
    le TEXT NOT NULL,
    vu BOOLEAN NOT NULL,
    change BOOLEAN NOT NULL,
    CONSTRAINT pk_nouvelle PRIMARY KEY (kind, thing)
);
CREATE INDEX ix_nouvelle_scope ON nouvelle (scope);
CREATE INDEX ix_nouvelle_vu ON nouvelle (vu, le);

-- What others wrote and this reader took no note of: only comptes-rendus were shown until now.
INSERT INTO nouvelle (kind, thing, scope, le, vu, change)
SELECT 'compte_rendu', cr.id, cr.dossier, cr.finalise_le, 0, 0
FROM compte_rendu AS cr, identity
WHERE cr.pdf <> ''
    AND EXISTS (
        SELECT 1 FROM op
        WHERE op.kind = 'compte_rendu' AND op.thing = cr.id AND op.verb = 'insert'
            AND op.fate IS NULL AND op.author <> identity.utilisateur
    )
    AND NOT EXISTS (SELECT 1 FROM compte_rendu AS later WHERE later.remplace = cr.id);

UPDATE nouvelle SET vu = 1
WHERE EXISTS (
    SELECT 1 FROM prise_de_connaissance AS note, op, identity
    WHERE note.sur_id = nouvelle.thing AND note.dossier = nouvelle.scope
        AND op.kind = 'prise_de_connaissance' AND op.thing = note.id
        AND op.author = identity.utilisateur
);
