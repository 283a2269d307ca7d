"""What residents see: every page under its language, and the feeds beside them."""

from importlib import import_module

from flask import Blueprint

from portal.web.language import KNOWN

PAGES = (
    "home",
    "dialogues",
    "taking_part",
    "districts",
    "programmes",
    "statistics",
    "handled",
    "calendar",
    "map",
    "load",
    "findings",
    "commitments",
    "papers",
    "about",
    "suggest",
    "submissions",
    "sign_up",
    "registrations",
    "follow",
    "poster",
    "downloads",
)

blueprint = Blueprint("public", __name__)

for page in PAGES:
    blueprint.register_blueprint(
        import_module(f"{__name__}.{page}").blueprint, url_prefix=f"/<any({','.join(KNOWN)}):language>"
    )
blueprint.register_blueprint(import_module(f"{__name__}.feeds").blueprint, url_prefix="/feeds")
blueprint.register_blueprint(import_module(f"{__name__}.api.views").blueprint, url_prefix="/api/v1")
blueprint.register_blueprint(import_module(f"{__name__}.minorities").blueprint)
blueprint.register_blueprint(import_module(f"{__name__}.crawlers").blueprint)
