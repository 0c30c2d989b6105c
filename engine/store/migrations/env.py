"""How Alembic meets our tables: on the connection that `engine.store.migrating` has locked."""

from alembic import context
from sqlalchemy import Connection

from engine.store import tables
from engine.store.base import metadata

assert tables.__all__, "importing the tables fills the metadata"

connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
