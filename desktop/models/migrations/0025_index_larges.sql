-- What says which comptes-rendus wait is read in two indexes alone: over years of a whole PLIE, reading and
-- deciphering both tables took most of the time of the coordination's screens.
DROP INDEX ix_compte_rendu_entretien;
CREATE INDEX ix_compte_rendu_entretien ON compte_rendu (entretien, id, dossier);
DROP INDEX ix_signature_compte_rendu;
CREATE INDEX ix_signature_compte_rendu ON signature (compte_rendu, dossier, qui, position);
