"""The JSON forms of interfaces.md: cases and dossiers read strictly, answers written; no file is opened here."""
