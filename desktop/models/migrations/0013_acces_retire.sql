-- Since when someone's access is taken away; what they wrote keeps their name.
ALTER TABLE utilisateur ADD COLUMN desactive_le TEXT;
