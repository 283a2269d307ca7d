"""Run the migrations on the connection that `portal migrate` hands over."""

import importlib
import pkgutil

from alembic import context

import portal
from portal.db import Base

for found in pkgutil.walk_packages(portal.__path__, "portal."):
    if found.name.endswith(".models") or found.name in ("portal.audit", "portal.rates"):
        importlib.import_module(found.name)


def ours(_thing: object, name: str | None, kind: str, _reflected: bool, _compared: object) -> bool:
    """The job queue and the search engine look after their own tables."""
    return not (kind == "table" and (name or "").startswith(("procrastinate_", "alembic_")))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=ours,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
