"""The portal as it is served."""

from portal.app import create_app

app = create_app()
