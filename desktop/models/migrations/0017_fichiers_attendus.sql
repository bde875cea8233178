-- The day of the thing that names a file: the newest are fetched first. Not known of those that wait already.
ALTER TABLE blob ADD COLUMN day TEXT NOT NULL DEFAULT '';
CREATE INDEX ix_blob_awaited ON blob (day, sha256) WHERE content IS NULL;
