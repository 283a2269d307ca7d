"""A process that sends what waits until it is killed."""

import sys
import time

from portal.app import create_app
from portal.db import now
from portal.letters.delivery import deliver
from portal.settings import Settings


def main(database: str, smtp: str) -> None:
    secret = "a secret key that is only good for tests"
    app = create_app(Settings(database_url=database, secret_key=secret, smtp_url=smtp))
    with app.app_context():
        for _round in range(600):
            deliver(app, moment=now())
            time.sleep(0.1)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
