"""Answers for operators: is it alive, is it ready, how is it going."""

from flask import Blueprint, Response
from sqlalchemy import text

from portal.db import db

blueprint = Blueprint("health", __name__)


@blueprint.get("/health/live")
def live() -> Response:
    """The process answers."""
    return Response("alive\n", mimetype="text/plain")


@blueprint.get("/health/ready")
def ready() -> Response:
    """The process can reach its database."""
    try:
        db.session.execute(text("SELECT 1 FROM content_version"))
    except Exception:
        return Response("the database does not answer\n", status=503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")


@blueprint.get("/metrics")
def metrics() -> Response:
    """Numbers for a monitoring system, in the text form of Prometheus."""
    rows = db.session.execute(
        text("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status ORDER BY status")
    )
    lines = ["# TYPE portal_jobs gauge", *(f'portal_jobs{{status="{status}"}} {count}' for status, count in rows)]
    version = db.session.execute(text("SELECT content FROM content_version")).scalar_one()
    lines += ["# TYPE portal_content_version counter", f"portal_content_version {version}"]
    return Response("\n".join(lines) + "\n", mimetype="text/plain; version=0.0.4")
