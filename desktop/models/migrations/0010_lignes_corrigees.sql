-- A line noted by mistake: the fact that corrects or cancels it names it, and says why.

ALTER TABLE evenement ADD COLUMN remplace TEXT;
ALTER TABLE evenement ADD COLUMN motif TEXT;
