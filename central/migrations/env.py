"""What Alembic runs: the revisions that lack, in the transaction that `central.schema` opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
