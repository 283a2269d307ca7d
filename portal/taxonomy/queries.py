"""Reading themes, target groups and methods."""

from sqlalchemy import select

from portal.db import db
from portal.taxonomy.models import Method, TargetGroup, Theme


def themes() -> list[Theme]:
    """Every theme, in the order it is shown."""
    return list(db.session.scalars(select(Theme).order_by(Theme.position)))


def groups() -> list[TargetGroup]:
    """Every target group, in the order it is shown."""
    return list(db.session.scalars(select(TargetGroup).order_by(TargetGroup.position)))


def methods() -> list[Method]:
    """Every method, in the order it is shown."""
    return list(db.session.scalars(select(Method).order_by(Method.position)))
