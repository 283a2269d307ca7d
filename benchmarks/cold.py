"""The portal with no page kept in memory: every page is rendered for every request."""

from portal.app import create_app
from portal.serving import read_ahead

app = create_app()
app.wsgi_app._tag = lambda: None
with app.app_context():
    read_ahead(app)
