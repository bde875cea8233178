-- The whole parcours: situation, diagnostic, pièces, acquis, FSE+, what the Commission is given; longer kinds.
-- A table that gains a column that is never null is made again: its default is the kind’s affair.

ALTER TABLE structure ADD COLUMN fusionnee_dans TEXT;

ALTER TABLE professionnel ADD COLUMN parti_le TEXT;
ALTER TABLE professionnel ADD COLUMN fusionne_dans TEXT;

CREATE TABLE inscription_neuf (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    commission_le TEXT NOT NULL,
    objet TEXT NOT NULL,
    commission TEXT,
    motif_reexamen TEXT NOT NULL,
    incomplet BOOLEAN NOT NULL,
    CONSTRAINT pk_inscription PRIMARY KEY (id)
);
INSERT INTO inscription_neuf (id, dossier, parcours, commission_le, objet, commission, motif_reexamen, incomplet)
SELECT id, dossier, parcours, commission_le, objet, NULL, '', 0
FROM inscription;
DROP TABLE inscription;
ALTER TABLE inscription_neuf RENAME TO inscription;
CREATE INDEX ix_inscription_dossier ON inscription (dossier);

CREATE TABLE decision_neuf (
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
    commission TEXT,
    motif_reexamen TEXT NOT NULL,
    motif_sortie TEXT NOT NULL,
    nature_sortie TEXT NOT NULL,
    reorientation TEXT NOT NULL,
    reorientation_structure TEXT,
    CONSTRAINT pk_decision PRIMARY KEY (id)
);
INSERT INTO decision_neuf (id, dossier, parcours, inscription, prise_le, objet, issue, motif, preconisations, suspendu_jusqu_au, prochain_reexamen, commission, motif_reexamen, motif_sortie, nature_sortie, reorientation, reorientation_structure)
SELECT id, dossier, parcours, inscription, prise_le, objet, issue, motif, preconisations, suspendu_jusqu_au, prochain_reexamen, NULL, '', '', '', '', NULL
FROM decision;
DROP TABLE decision;
ALTER TABLE decision_neuf RENAME TO decision;
CREATE INDEX ix_decision_dossier ON decision (dossier);

CREATE TABLE prescription_neuf (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    recue_le TEXT,
    origine TEXT NOT NULL,
    structure TEXT,
    professionnel TEXT,
    motif TEXT NOT NULL,
    pre_diagnostic TEXT NOT NULL,
    orientee_le TEXT,
    projet TEXT NOT NULL,
    freins JSON NOT NULL,
    lot TEXT,
    repartie_le TEXT,
    CONSTRAINT pk_prescription PRIMARY KEY (id)
);
INSERT INTO prescription_neuf (id, dossier, parcours, recue_le, origine, structure, professionnel, motif, pre_diagnostic, orientee_le, projet, freins, lot, repartie_le)
SELECT id, dossier, parcours, recue_le, origine, structure, professionnel, motif, pre_diagnostic, NULL, '', '[]', NULL, NULL
FROM prescription;
DROP TABLE prescription;
ALTER TABLE prescription_neuf RENAME TO prescription;
CREATE INDEX ix_prescription_dossier ON prescription (dossier);

CREATE TABLE etape_neuf (
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
    decidee_lors_de TEXT,
    objectifs TEXT NOT NULL,
    objectifs_transmis_le TEXT,
    professionnel TEXT,
    contact_nom TEXT NOT NULL,
    contact_telephone TEXT NOT NULL,
    contact_courriel TEXT NOT NULL,
    CONSTRAINT pk_etape PRIMARY KEY (id)
);
INSERT INTO etape_neuf (id, dossier, parcours, intitule, genre, specifique_plie, partenaire, structure, proposee_le, debut, fin_prevue, fin, abandonnee_le, motif_abandon, decidee_lors_de, objectifs, objectifs_transmis_le, professionnel, contact_nom, contact_telephone, contact_courriel)
SELECT id, dossier, parcours, intitule, genre, specifique_plie, partenaire, structure, proposee_le, debut, fin_prevue, fin, abandonnee_le, motif_abandon, decidee_lors_de, '', NULL, NULL, '', '', ''
FROM etape;
DROP TABLE etape;
ALTER TABLE etape_neuf RENAME TO etape;
CREATE INDEX ix_etape_dossier ON etape (dossier);

CREATE TABLE objectif_neuf (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    intitule TEXT NOT NULL,
    fixe_le TEXT,
    echeance TEXT,
    atteint_le TEXT,
    abandonne_le TEXT,
    fixe_lors_de TEXT,
    etape TEXT,
    mesure TEXT NOT NULL,
    avancement INTEGER,
    constat TEXT NOT NULL,
    constate_le TEXT,
    CONSTRAINT pk_objectif PRIMARY KEY (id)
);
INSERT INTO objectif_neuf (id, dossier, parcours, intitule, fixe_le, echeance, atteint_le, abandonne_le, fixe_lors_de, etape, mesure, avancement, constat, constate_le)
SELECT id, dossier, parcours, intitule, fixe_le, echeance, atteint_le, abandonne_le, fixe_lors_de, NULL, '', NULL, '', NULL
FROM objectif;
DROP TABLE objectif;
ALTER TABLE objectif_neuf RENAME TO objectif;
CREATE INDEX ix_objectif_dossier ON objectif (dossier);

CREATE TABLE emploi_neuf (
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
    temps_partiel_convenu BOOLEAN,
    derogation_duree TEXT NOT NULL,
    structure TEXT,
    code_rome TEXT NOT NULL,
    tuteur_nom TEXT NOT NULL,
    tuteur_telephone TEXT NOT NULL,
    tuteur_courriel TEXT NOT NULL,
    accord_contact BOOLEAN,
    accord_contact_le TEXT,
    objectifs TEXT NOT NULL,
    difficultes TEXT NOT NULL,
    formation_utile TEXT NOT NULL,
    CONSTRAINT pk_emploi PRIMARY KEY (id)
);
INSERT INTO emploi_neuf (id, dossier, parcours, type, employeur, poste, debut, fin, heures_hebdo, temps_plein, temps_partiel_convenu, derogation_duree, structure, code_rome, tuteur_nom, tuteur_telephone, tuteur_courriel, accord_contact, accord_contact_le, objectifs, difficultes, formation_utile)
SELECT id, dossier, parcours, type, employeur, poste, debut, fin, heures_hebdo, temps_plein, NULL, '', NULL, '', '', '', '', NULL, NULL, '', '', ''
FROM emploi;
DROP TABLE emploi;
ALTER TABLE emploi_neuf RENAME TO emploi;
CREATE INDEX ix_emploi_dossier ON emploi (dossier);

CREATE TABLE personne_neuf (
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
    sexe TEXT NOT NULL,
    CONSTRAINT pk_personne PRIMARY KEY (id)
);
INSERT INTO personne_neuf (id, civilite, nom_naissance, nom_usage, prenoms, naissance_le, naissance_lieu, nationalite, interprete, difficulte_lecture, sexe)
SELECT id, civilite, nom_naissance, nom_usage, prenoms, naissance_le, naissance_lieu, nationalite, interprete, difficulte_lecture, ''
FROM personne;
DROP TABLE personne;
ALTER TABLE personne_neuf RENAME TO personne;

CREATE TABLE coordonnees_neuf (
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
    autres_telephones JSON NOT NULL,
    contact_referent TEXT NOT NULL,
    qpv_nom TEXT NOT NULL,
    qpv_generation TEXT NOT NULL,
    qpv_le TEXT,
    qpv_source TEXT NOT NULL,
    CONSTRAINT pk_coordonnees PRIMARY KEY (id)
);
INSERT INTO coordonnees_neuf (id, dossier, adresse, code_postal, commune, commune_insee, qpv, telephone, courriel, contact_prefere, autres_telephones, contact_referent, qpv_nom, qpv_generation, qpv_le, qpv_source)
SELECT id, dossier, adresse, code_postal, commune, commune_insee, qpv, telephone, courriel, contact_prefere, '[]', '', '', '', NULL, ''
FROM coordonnees;
DROP TABLE coordonnees;
ALTER TABLE coordonnees_neuf RENAME TO coordonnees;
CREATE INDEX ix_coordonnees_dossier ON coordonnees (dossier);

CREATE TABLE parcours_neuf (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    numero INTEGER NOT NULL,
    origine TEXT NOT NULL,
    ouvert_le TEXT,
    integre_le TEXT,
    protocole_anterieur TEXT NOT NULL,
    reprise_decision TEXT NOT NULL,
    CONSTRAINT pk_parcours PRIMARY KEY (id)
);
INSERT INTO parcours_neuf (id, dossier, numero, origine, ouvert_le, integre_le, protocole_anterieur, reprise_decision)
SELECT id, dossier, numero, origine, ouvert_le, integre_le, '', ''
FROM parcours;
DROP TABLE parcours;
ALTER TABLE parcours_neuf RENAME TO parcours;
CREATE INDEX ix_parcours_dossier ON parcours (dossier);

CREATE TABLE bilan_etape (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    etape TEXT NOT NULL,
    fait_le TEXT NOT NULL,
    objectifs JSON NOT NULL,
    verdicts JSON NOT NULL,
    texte TEXT NOT NULL,
    signataire_nom TEXT NOT NULL,
    signe_le TEXT,
    fichier TEXT,
    remplace TEXT,
    CONSTRAINT pk_bilan_etape PRIMARY KEY (id)
);
CREATE INDEX ix_bilan_etape_dossier ON bilan_etape (dossier);

CREATE TABLE certification (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    nature TEXT NOT NULL,
    intitule TEXT NOT NULL,
    niveau TEXT NOT NULL,
    obtenue_le TEXT,
    suivi_jusqu_au TEXT,
    formation_superieure_jusqu_au TEXT,
    etape TEXT,
    CONSTRAINT pk_certification PRIMARY KEY (id)
);
CREATE INDEX ix_certification_dossier ON certification (dossier);

CREATE TABLE cv (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    date TEXT NOT NULL,
    cible TEXT NOT NULL,
    code_rome TEXT NOT NULL,
    fichier TEXT,
    nom_fichier TEXT NOT NULL,
    CONSTRAINT pk_cv PRIMARY KEY (id)
);
CREATE INDEX ix_cv_dossier ON cv (dossier);

CREATE TABLE competence (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    intitule TEXT NOT NULL,
    acquise_le TEXT,
    etape TEXT,
    emploi TEXT,
    preuve TEXT NOT NULL,
    CONSTRAINT pk_competence PRIMARY KEY (id)
);
CREATE INDEX ix_competence_dossier ON competence (dossier);

CREATE TABLE commission (
    id TEXT NOT NULL,
    date TEXT,
    heure TEXT,
    lieu TEXT NOT NULL,
    instance TEXT NOT NULL,
    annulee BOOLEAN NOT NULL,
    CONSTRAINT pk_commission PRIMARY KEY (id)
);

CREATE TABLE modele_courrier (
    id TEXT NOT NULL,
    nom TEXT NOT NULL,
    usage TEXT NOT NULL,
    objet TEXT NOT NULL,
    texte TEXT NOT NULL,
    CONSTRAINT pk_modele_courrier PRIMARY KEY (id)
);

CREATE TABLE objectif_plie (
    id TEXT NOT NULL,
    code TEXT NOT NULL,
    lot TEXT,
    debut TEXT,
    fin TEXT,
    minimum FLOAT,
    maximum FLOAT,
    decision TEXT NOT NULL,
    decide_le TEXT,
    CONSTRAINT pk_objectif_plie PRIMARY KEY (id)
);

CREATE TABLE avis_motive (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    inscription TEXT,
    objet TEXT NOT NULL,
    avis TEXT NOT NULL,
    texte TEXT NOT NULL,
    auteur_nom TEXT NOT NULL,
    rendu_le TEXT NOT NULL,
    CONSTRAINT pk_avis_motive PRIMARY KEY (id)
);
CREATE INDEX ix_avis_motive_dossier ON avis_motive (dossier);

CREATE TABLE visa (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    inscription TEXT,
    objet TEXT NOT NULL,
    conforme BOOLEAN NOT NULL,
    reserves TEXT NOT NULL,
    auteur_nom TEXT NOT NULL,
    vise_le TEXT NOT NULL,
    CONSTRAINT pk_visa PRIMARY KEY (id)
);
CREATE INDEX ix_visa_dossier ON visa (dossier);

CREATE TABLE sortie_proposee (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    proposee_le TEXT NOT NULL,
    motif TEXT NOT NULL,
    nature TEXT NOT NULL,
    emploi TEXT,
    certification TEXT,
    sortie_le TEXT,
    texte TEXT NOT NULL,
    remplace TEXT,
    CONSTRAINT pk_sortie_proposee PRIMARY KEY (id)
);
CREATE INDEX ix_sortie_proposee_dossier ON sortie_proposee (dossier);

CREATE TABLE mise_en_sommeil (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    code TEXT NOT NULL,
    objet TEXT NOT NULL,
    mise_le TEXT NOT NULL,
    jusqu_au TEXT NOT NULL,
    motif TEXT NOT NULL,
    CONSTRAINT pk_mise_en_sommeil PRIMARY KEY (id)
);
CREATE INDEX ix_mise_en_sommeil_dossier ON mise_en_sommeil (dossier);

CREATE TABLE diagnostic (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    commence_le TEXT,
    termine_le TEXT,
    atouts TEXT NOT NULL,
    motivation TEXT NOT NULL,
    parcours_professionnel TEXT NOT NULL,
    projet TEXT NOT NULL,
    etapes_envisagees TEXT NOT NULL,
    synthese TEXT NOT NULL,
    attentions JSON NOT NULL,
    CONSTRAINT pk_diagnostic PRIMARY KEY (id)
);
CREATE INDEX ix_diagnostic_dossier ON diagnostic (dossier);

CREATE TABLE evaluation (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    sujet TEXT NOT NULL,
    code TEXT NOT NULL,
    niveau INTEGER NOT NULL,
    action TEXT NOT NULL,
    evalue_le TEXT NOT NULL,
    auteur TEXT NOT NULL,
    auteur_nom TEXT NOT NULL,
    etape TEXT,
    CONSTRAINT pk_evaluation PRIMARY KEY (id)
);
CREATE INDEX ix_evaluation_dossier ON evaluation (dossier);

CREATE TABLE condition_adhesion (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    code TEXT NOT NULL,
    reponse BOOLEAN,
    argument TEXT NOT NULL,
    verifiee_le TEXT,
    CONSTRAINT pk_condition_adhesion PRIMARY KEY (id)
);
CREATE INDEX ix_condition_adhesion_dossier ON condition_adhesion (dossier);

CREATE TABLE preconisation (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    objet TEXT NOT NULL,
    texte TEXT NOT NULL,
    proposee_le TEXT,
    realisee_le TEXT,
    constat TEXT NOT NULL,
    CONSTRAINT pk_preconisation PRIMARY KEY (id)
);
CREATE INDEX ix_preconisation_dossier ON preconisation (dossier);

CREATE TABLE cloture (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    close_le TEXT NOT NULL,
    motif TEXT NOT NULL,
    moyens TEXT NOT NULL,
    CONSTRAINT pk_cloture PRIMARY KEY (id)
);
CREATE INDEX ix_cloture_dossier ON cloture (dossier);

CREATE TABLE piece (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    code TEXT NOT NULL,
    pour_kind TEXT NOT NULL,
    pour_id TEXT,
    fichier TEXT NOT NULL,
    nom_fichier TEXT NOT NULL,
    datee_du TEXT,
    recue_le TEXT NOT NULL,
    remplace TEXT,
    CONSTRAINT pk_piece PRIMARY KEY (id)
);
CREATE INDEX ix_piece_dossier ON piece (dossier);

CREATE TABLE piece_examen (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    piece TEXT NOT NULL,
    issue TEXT NOT NULL,
    motif TEXT NOT NULL,
    auteur_nom TEXT NOT NULL,
    examinee_le TEXT NOT NULL,
    CONSTRAINT pk_piece_examen PRIMARY KEY (id)
);
CREATE INDEX ix_piece_examen_dossier ON piece_examen (dossier);

CREATE TABLE acte_engagement (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    decision TEXT,
    etabli_le TEXT NOT NULL,
    adherent_nom TEXT NOT NULL,
    accompagnateur_nom TEXT NOT NULL,
    pdf TEXT NOT NULL,
    CONSTRAINT pk_acte_engagement PRIMARY KEY (id)
);
CREATE INDEX ix_acte_engagement_dossier ON acte_engagement (dossier);

CREATE TABLE signature_acte (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    acte TEXT NOT NULL,
    qui TEXT NOT NULL,
    nom TEXT NOT NULL,
    moyen TEXT NOT NULL,
    signe_le TEXT NOT NULL,
    sha256_montre TEXT NOT NULL,
    sha256_scelle TEXT NOT NULL,
    scan TEXT,
    CONSTRAINT pk_signature_acte PRIMARY KEY (id)
);
CREATE INDEX ix_signature_acte_dossier ON signature_acte (dossier);

CREATE TABLE situation (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    situation_familiale TEXT NOT NULL,
    parent_isole BOOLEAN,
    personnes_a_charge INTEGER,
    france_travail_id TEXT NOT NULL,
    france_travail_le TEXT,
    france_travail_categorie TEXT NOT NULL,
    dernier_emploi_fin TEXT,
    statut_emploi TEXT NOT NULL,
    statut_emploi_le TEXT,
    minima JSON NOT NULL,
    minima_le TEXT,
    rsa_referent TEXT NOT NULL,
    rqth BOOLEAN,
    rqth_jusqu_au TEXT,
    niveau TEXT NOT NULL,
    niveau_ancien TEXT NOT NULL,
    diplomes JSON NOT NULL,
    langues JSON NOT NULL,
    permis JSON NOT NULL,
    vehicule BOOLEAN,
    mobilite TEXT NOT NULL,
    logement TEXT NOT NULL,
    metiers_rome JSON NOT NULL,
    metiers_vises JSON NOT NULL,
    disponible_le TEXT,
    disponibilite TEXT NOT NULL,
    CONSTRAINT pk_situation PRIMARY KEY (id)
);
CREATE INDEX ix_situation_dossier ON situation (dossier);

CREATE TABLE fse_releve (
    id TEXT NOT NULL,
    dossier TEXT NOT NULL,
    parcours TEXT,
    moment TEXT NOT NULL,
    releve_le TEXT,
    operation TEXT NOT NULL,
    sexe TEXT NOT NULL,
    statut_emploi TEXT NOT NULL,
    chomage_mois INTEGER,
    cite TEXT NOT NULL,
    handicap TEXT NOT NULL,
    pays_tiers TEXT NOT NULL,
    origine_etrangere TEXT NOT NULL,
    minorite TEXT NOT NULL,
    exclusion_logement TEXT NOT NULL,
    zone_rurale TEXT NOT NULL,
    en_emploi TEXT NOT NULL,
    en_formation TEXT NOT NULL,
    certification_obtenue TEXT NOT NULL,
    recherche_emploi TEXT NOT NULL,
    CONSTRAINT pk_fse_releve PRIMARY KEY (id)
);
CREATE INDEX ix_fse_releve_dossier ON fse_releve (dossier);
