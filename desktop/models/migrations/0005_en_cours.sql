-- The drafts being written now: one that is still here at the next start was left by a crash.

CREATE TABLE en_cours (
    entretien TEXT NOT NULL,
    CONSTRAINT pk_en_cours PRIMARY KEY (entretien)
);
