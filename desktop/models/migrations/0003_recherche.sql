-- Full text of what was said and noted. FTS5 folds accents but neither œ nor æ: they are folded here.
-- Only facts are indexed: a draft changes at each pause, and is sought as it stands.

CREATE VIRTUAL TABLE recherche USING fts5(
    texte, kind UNINDEXED, thing UNINDEXED, dossier UNINDEXED,
    tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
-- What is removed leaves no trace in the index (a purge must be whole).
INSERT INTO recherche (recherche, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER recherche_compte_rendu AFTER INSERT ON compte_rendu
BEGIN INSERT INTO recherche (texte, kind, thing, dossier) SELECT replace(replace(replace(replace(new.contenu || char(10) || coalesce((SELECT group_concat(value, char(10)) FROM json_each(new.suites)), ''), 'œ', 'oe'), 'Œ', 'Oe'), 'æ', 'ae'), 'Æ', 'Ae'), 'compte_rendu', new.id, new.dossier; END;
CREATE TRIGGER recherche_evenement AFTER INSERT ON evenement
BEGIN INSERT INTO recherche (texte, kind, thing, dossier) SELECT replace(replace(replace(replace(new.texte, 'œ', 'oe'), 'Œ', 'Oe'), 'æ', 'ae'), 'Æ', 'Ae'), 'evenement', new.id, new.dossier WHERE new.texte <> ''; END;
CREATE TRIGGER recherche_evenement_ote AFTER DELETE ON evenement
BEGIN DELETE FROM recherche WHERE kind = 'evenement' AND thing = old.id; END;

INSERT INTO recherche (texte, kind, thing, dossier)
SELECT replace(replace(replace(replace(contenu || char(10) || coalesce((SELECT group_concat(value, char(10)) FROM json_each(suites)), ''), 'œ', 'oe'), 'Œ', 'Oe'), 'æ', 'ae'), 'Æ', 'Ae'), 'compte_rendu', id, dossier
FROM compte_rendu;
INSERT INTO recherche (texte, kind, thing, dossier)
SELECT replace(replace(replace(replace(texte, 'œ', 'oe'), 'Œ', 'Oe'), 'æ', 'ae'), 'Æ', 'Ae'), 'evenement', id, dossier
FROM evenement WHERE texte <> '';
