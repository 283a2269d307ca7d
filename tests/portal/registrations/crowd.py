"""A crowd that signs up at once: one of several processes, each with many people in it."""

import sys
from concurrent.futures import ThreadPoolExecutor

from portal.actions.registrations import NoRoom, Wish, sign_up
from portal.app import create_app
from portal.settings import Settings


def main(database: str, uuid: str, first: int, last: int) -> None:
    app = create_app(Settings(database_url=database, secret_key="a secret key that is only good for tests"))

    def come(number: int) -> bool:
        with app.app_context():
            try:
                sign_up(uuid, Wish(email=f"guest{number}@example.org", people=1, language="sv"))
            except NoRoom:
                return False
            return True

    with ThreadPoolExecutor(10) as people:
        sys.stdout.write(str(sum(people.map(come, range(first, last)))))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
