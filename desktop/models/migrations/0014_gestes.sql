-- What is told to the store's journal is no longer a reading only: a vault opened, something exported.
ALTER TABLE lecture ADD COLUMN genre TEXT NOT NULL DEFAULT 'lecture';
