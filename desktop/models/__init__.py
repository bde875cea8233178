"""The vault: how dossiers are kept on this machine. SQLAlchemy and SQLCipher live here only."""
