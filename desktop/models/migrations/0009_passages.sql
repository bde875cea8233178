-- Dossiers that come to this machine and leave it: how far each has gone.

CREATE TABLE arrivage (
    dossier TEXT NOT NULL,
    position INTEGER NOT NULL,
    le TEXT,
    CONSTRAINT pk_arrivage PRIMARY KEY (dossier)
);

CREATE TABLE depart (
    dossier TEXT NOT NULL,
    etape TEXT NOT NULL,
    le TEXT NOT NULL,
    ops INTEGER NOT NULL,
    recu TEXT NOT NULL,
    CONSTRAINT pk_depart PRIMARY KEY (dossier)
);

CREATE TABLE envoi_efface (
    batch TEXT NOT NULL,
    CONSTRAINT pk_envoi_efface PRIMARY KEY (batch)
);

CREATE TABLE controle (
    id INTEGER NOT NULL,
    le TEXT NOT NULL,
    CONSTRAINT pk_controle PRIMARY KEY (id)
);
