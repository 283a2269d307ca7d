"""The portal with no page kept in memory: every page is rendered for every request."""

from portal.app import create_app

app = create_app()
app.wsgi_app._tag = lambda: None
