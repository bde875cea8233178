-- The first schema of the vault: a table per kind, the operations, the cursor, the identity, the blobs.
-- Literal on purpose: a later change of a kind must not change what this file made.

CREATE TABLE structure (
    id TEXT NOT NULL,
    nom TEXT NOT NULL,
    genre TEXT NOT NULL,
    commune TEXT NOT NULL,
    telephone TEXT NOT NULL,
    courriel TEXT NOT NULL,
    CONSTRAINT pk_structure PRIMARY KEY (id)
);

CREATE TABLE professionnel (
    id TEXT NOT NULL,
    structure TEXT,
    nom TEXT NOT NULL,
    prenom TEXT NOT NULL,
    fonction TEXT NOT NULL,
    telephone TEXT NOT NULL,
    courriel TEXT NOT NULL,
    CONSTRAINT pk_professionnel PRIMARY KEY (id)
);

CREATE TABLE lieu (
    id TEXT NOT NULL,
    nom TEXT NOT NULL,
    adresse TEXT NOT NULL,
    commune TEXT NOT NULL,
    CONSTRAINT pk_lieu PRIMARY KEY (id)
);

CREATE TABLE rendez_vous (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    date TEXT,
    debut TEXT,
    duree_min INTEGER,
    modalite TEXT NOT NULL,
    lieu TEXT NOT NULL,
    issue TEXT NOT NULL,
    pris_lors_de TEXT,
    CONSTRAINT pk_rendez_vous PRIMARY KEY (id)
);
CREATE INDEX ix_rendez_vous_dossier ON rendez_vous (dossier);

CREATE TABLE evenement (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    date TEXT NOT NULL,
    genre TEXT NOT NULL,
    texte TEXT NOT NULL,
    rendez_vous TEXT,
    CONSTRAINT pk_evenement PRIMARY KEY (id)
);
CREATE INDEX ix_evenement_dossier ON evenement (dossier);

CREATE TABLE inscription (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    commission_le TEXT NOT NULL,
    objet TEXT NOT NULL,
    CONSTRAINT pk_inscription PRIMARY KEY (id)
);
CREATE INDEX ix_inscription_dossier ON inscription (dossier);

CREATE TABLE decision (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    inscription TEXT,
    prise_le TEXT NOT NULL,
    objet TEXT NOT NULL,
    issue TEXT NOT NULL,
    motif TEXT NOT NULL,
    preconisations TEXT NOT NULL,
    suspendu_jusqu_au TEXT,
    prochain_reexamen TEXT,
    CONSTRAINT pk_decision PRIMARY KEY (id)
);
CREATE INDEX ix_decision_dossier ON decision (dossier);

CREATE TABLE entretien (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    date TEXT,
    debut TEXT,
    duree_min INTEGER,
    modalite TEXT NOT NULL,
    lieu TEXT NOT NULL,
    nature TEXT NOT NULL,
    presents JSON NOT NULL,
    sujets JSON NOT NULL,
    contenu TEXT NOT NULL,
    suites JSON NOT NULL,
    prochain_le TEXT,
    prochain_debut TEXT,
    prochain_lieu TEXT NOT NULL,
    CONSTRAINT pk_entretien PRIMARY KEY (id)
);
CREATE INDEX ix_entretien_dossier ON entretien (dossier);

CREATE TABLE organisation (
    id TEXT NOT NULL,
    nom TEXT NOT NULL,
    CONSTRAINT pk_organisation PRIMARY KEY (id)
);

CREATE TABLE lot (
    id TEXT NOT NULL,
    numero INTEGER NOT NULL,
    nom TEXT NOT NULL,
    public TEXT NOT NULL,
    organisation TEXT,
    CONSTRAINT pk_lot PRIMARY KEY (id)
);

CREATE TABLE utilisateur (
    id TEXT NOT NULL,
    nom TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation TEXT,
    lot TEXT,
    CONSTRAINT pk_utilisateur PRIMARY KEY (id)
);

CREATE TABLE appareil (
    id TEXT NOT NULL,
    utilisateur TEXT,
    nom TEXT NOT NULL,
    revoque BOOLEAN NOT NULL,
    CONSTRAINT pk_appareil PRIMARY KEY (id)
);

CREATE TABLE affectation (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    utilisateur TEXT,
    role TEXT NOT NULL,
    debut TEXT,
    fin TEXT,
    CONSTRAINT pk_affectation PRIMARY KEY (id)
);
CREATE INDEX ix_affectation_dossier ON affectation (dossier);

CREATE TABLE prescription (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    recue_le TEXT,
    origine TEXT NOT NULL,
    structure TEXT,
    professionnel TEXT,
    motif TEXT NOT NULL,
    pre_diagnostic TEXT NOT NULL,
    CONSTRAINT pk_prescription PRIMARY KEY (id)
);
CREATE INDEX ix_prescription_dossier ON prescription (dossier);

CREATE TABLE etape (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    intitule TEXT NOT NULL,
    genre TEXT NOT NULL,
    specifique_plie BOOLEAN NOT NULL,
    partenaire TEXT NOT NULL,
    structure TEXT,
    proposee_le TEXT,
    debut TEXT,
    fin_prevue TEXT,
    fin TEXT,
    abandonnee_le TEXT,
    motif_abandon TEXT NOT NULL,
    CONSTRAINT pk_etape PRIMARY KEY (id)
);
CREATE INDEX ix_etape_dossier ON etape (dossier);

CREATE TABLE objectif (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    intitule TEXT NOT NULL,
    fixe_le TEXT,
    echeance TEXT,
    atteint_le TEXT,
    abandonne_le TEXT,
    CONSTRAINT pk_objectif PRIMARY KEY (id)
);
CREATE INDEX ix_objectif_dossier ON objectif (dossier);

CREATE TABLE emploi (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    type TEXT NOT NULL,
    employeur TEXT NOT NULL,
    poste TEXT NOT NULL,
    debut TEXT,
    fin TEXT,
    heures_hebdo FLOAT,
    temps_plein BOOLEAN,
    CONSTRAINT pk_emploi PRIMARY KEY (id)
);
CREATE INDEX ix_emploi_dossier ON emploi (dossier);

CREATE TABLE personne (
    id TEXT NOT NULL,
    civilite TEXT NOT NULL,
    nom_naissance TEXT NOT NULL,
    nom_usage TEXT NOT NULL,
    prenoms TEXT NOT NULL,
    naissance_le TEXT,
    naissance_lieu TEXT NOT NULL,
    nationalite TEXT NOT NULL,
    interprete BOOLEAN NOT NULL,
    difficulte_lecture BOOLEAN NOT NULL,
    CONSTRAINT pk_personne PRIMARY KEY (id)
);

CREATE TABLE coordonnees (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    adresse TEXT NOT NULL,
    code_postal TEXT NOT NULL,
    commune TEXT NOT NULL,
    commune_insee TEXT NOT NULL,
    qpv TEXT NOT NULL,
    telephone TEXT NOT NULL,
    courriel TEXT NOT NULL,
    contact_prefere TEXT NOT NULL,
    CONSTRAINT pk_coordonnees PRIMARY KEY (id)
);
CREATE INDEX ix_coordonnees_dossier ON coordonnees (dossier);

CREATE TABLE parcours (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    numero INTEGER NOT NULL,
    origine TEXT NOT NULL,
    ouvert_le TEXT,
    integre_le TEXT,
    CONSTRAINT pk_parcours PRIMARY KEY (id)
);
CREATE INDEX ix_parcours_dossier ON parcours (dossier);

CREATE TABLE compte_rendu (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    entretien TEXT NOT NULL,
    version INTEGER NOT NULL,
    remplace TEXT,
    motif TEXT NOT NULL,
    date TEXT NOT NULL,
    debut TEXT,
    duree_min INTEGER NOT NULL,
    modalite TEXT NOT NULL,
    lieu TEXT NOT NULL,
    nature TEXT NOT NULL,
    presents JSON NOT NULL,
    sujets JSON NOT NULL,
    contenu TEXT NOT NULL,
    suites JSON NOT NULL,
    prochain_le TEXT,
    prochain_debut TEXT,
    prochain_lieu TEXT NOT NULL,
    adherent_nom TEXT NOT NULL,
    accompagnateur TEXT NOT NULL,
    accompagnateur_nom TEXT NOT NULL,
    finalise_le TEXT NOT NULL,
    pdf TEXT NOT NULL,
    CONSTRAINT pk_compte_rendu PRIMARY KEY (id)
);
CREATE INDEX ix_compte_rendu_dossier ON compte_rendu (dossier);
CREATE INDEX ix_compte_rendu_entretien ON compte_rendu (entretien);

CREATE TABLE signature (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    compte_rendu TEXT NOT NULL,
    qui TEXT NOT NULL,
    nom TEXT NOT NULL,
    moyen TEXT NOT NULL,
    position TEXT NOT NULL,
    remarque TEXT NOT NULL,
    motif_refus TEXT NOT NULL,
    sha256_montre TEXT NOT NULL,
    sha256_scelle TEXT NOT NULL,
    signe_le TEXT NOT NULL,
    CONSTRAINT pk_signature PRIMARY KEY (id)
);
CREATE INDEX ix_signature_compte_rendu ON signature (compte_rendu);
CREATE INDEX ix_signature_dossier ON signature (dossier);

CREATE TABLE commentaire (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    sur_kind TEXT NOT NULL,
    sur_id TEXT NOT NULL,
    texte TEXT NOT NULL,
    auteur_nom TEXT NOT NULL,
    ecrit_le TEXT NOT NULL,
    CONSTRAINT pk_commentaire PRIMARY KEY (id)
);
CREATE INDEX ix_commentaire_dossier ON commentaire (dossier);

CREATE TABLE accuse_reception (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    commentaire TEXT NOT NULL,
    auteur_nom TEXT NOT NULL,
    recu_le TEXT NOT NULL,
    CONSTRAINT pk_accuse_reception PRIMARY KEY (id)
);
CREATE INDEX ix_accuse_reception_dossier ON accuse_reception (dossier);

CREATE TABLE prise_de_connaissance (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    sur_kind TEXT NOT NULL,
    sur_id TEXT NOT NULL,
    auteur_nom TEXT NOT NULL,
    lu_le TEXT NOT NULL,
    CONSTRAINT pk_prise_de_connaissance PRIMARY KEY (id)
);
CREATE INDEX ix_prise_de_connaissance_dossier ON prise_de_connaissance (dossier);

CREATE TABLE op (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    op_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    thing TEXT NOT NULL,
    scope TEXT NOT NULL,
    verb TEXT NOT NULL,
    fields TEXT NOT NULL,
    seen TEXT NOT NULL,
    author TEXT NOT NULL,
    role TEXT NOT NULL,
    device TEXT NOT NULL,
    made_at TEXT NOT NULL,
    number INTEGER,
    batch TEXT,
    fate TEXT,
    UNIQUE (op_id)
);
CREATE INDEX ix_op_scope ON op (scope);
CREATE INDEX ix_op_thing ON op (kind, thing);
CREATE INDEX ix_op_waiting ON op (seq) WHERE number IS NULL AND fate IS NULL;

CREATE TABLE cursor (
    id INTEGER NOT NULL,
    replica TEXT NOT NULL,
    epoch TEXT NOT NULL,
    since INTEGER NOT NULL,
    durable INTEGER NOT NULL,
    last_success TEXT,
    crl TEXT NOT NULL,
    crl_number INTEGER NOT NULL,
    CONSTRAINT pk_cursor PRIMARY KEY (id)
);

CREATE TABLE identity (
    id INTEGER NOT NULL,
    utilisateur TEXT NOT NULL,
    nom TEXT NOT NULL,
    role TEXT NOT NULL,
    organisation TEXT NOT NULL,
    plie TEXT NOT NULL,
    referentiel TEXT NOT NULL,
    device TEXT NOT NULL,
    private_key TEXT NOT NULL,
    url TEXT NOT NULL,
    token TEXT NOT NULL,
    certificate TEXT NOT NULL,
    authority TEXT NOT NULL,
    CONSTRAINT pk_identity PRIMARY KEY (id)
);

CREATE TABLE blob (
    sha256 TEXT NOT NULL,
    scope TEXT NOT NULL,
    size INTEGER NOT NULL,
    content BLOB,
    partial BLOB,
    uploaded BOOLEAN NOT NULL,
    CONSTRAINT pk_blob PRIMARY KEY (sha256)
);
CREATE INDEX ix_blob_scope ON blob (scope);

-- C9-3-6: what was finalised and signed is evidence. Nothing changes or removes it.
CREATE TRIGGER compte_rendu_immuable BEFORE UPDATE ON compte_rendu
BEGIN SELECT RAISE(ABORT, 'compte_rendu is a fact'); END;
CREATE TRIGGER compte_rendu_conserve BEFORE DELETE ON compte_rendu
BEGIN SELECT RAISE(ABORT, 'compte_rendu is a fact'); END;
CREATE TRIGGER signature_immuable BEFORE UPDATE ON signature
BEGIN SELECT RAISE(ABORT, 'signature is a fact'); END;
CREATE TRIGGER signature_conservee BEFORE DELETE ON signature
BEGIN SELECT RAISE(ABORT, 'signature is a fact'); END;
