"""A small application with the shared parts of all pages and nothing else: no database, no pages of the portal."""

import pytest
from flask import Flask

from portal.web import dates, forms, language, paging, progress, words


@pytest.fixture(scope="module")
def bare() -> Flask:
    app = Flask("bare")
    app.config.update(SECRET_KEY="only for tests", WTF_CSRF_ENABLED=False)
    language.install(app, languages=("sv", "en", "ar"), base_url="https://dialog.example.org")
    for part in (dates, forms, paging, progress, words):
        part.install(app)
    app.add_url_rule("/<language>/", "public.home.index", lambda: "")
    app.add_url_rule("/<language>/dialogues", "public.dialogues.index", lambda: "")
    return app
