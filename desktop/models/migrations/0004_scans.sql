-- Scanned pages that wait to be filed by hand. Local: they belong to no dossier yet.

CREATE TABLE scan (
    sha256 TEXT NOT NULL,
    content BLOB NOT NULL,
    recu_le TEXT NOT NULL,
    CONSTRAINT pk_scan PRIMARY KEY (sha256)
);
