"""How the tables of the store came to be: Alembic revisions, the same on both engines.

They hold the tables of which nothing can be derived. Those of the kinds are derived from the
operations: `central.schema` makes them again when the kinds change.
"""
