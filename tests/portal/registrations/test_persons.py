"""Everything about one address can be handed out and erased, and is then nowhere."""

from collections.abc import Callable

from sqlalchemy import text

from portal.actions import following, persons, registrations
from portal.db import Base, db
from portal.domain.following import FollowKind
from tests.make import Make
from tests.portal.registrations.conftest import Evening
from tests.portal.submissions.received import received

ADDRESS = "amina.under_score@example.org"


def everywhere() -> str:
    """All that the database holds, as text."""
    return "\n".join(
        str(row)
        for name in Base.metadata.tables
        for row in db.session.execute(text(f'SELECT t::text FROM "{name}" t'))
    )


def test_what_is_held_is_told_and_what_is_erased_is_gone(evening: Callable[..., Evening], make: Make) -> None:
    registrations.sign_up(
        evening().uuid, registrations.Wish(email=ADDRESS, people=2, language="sv", name="Amina Aminsson")
    )
    following.follow(following.Wish(email=ADDRESS, language="sv", kind=FollowKind.ALL))
    received(email=ADDRESS, name="Amina Aminsson")
    told = persons.held("Amina.Under_Score@example.org")
    assert {one["kind"] for one in told} == {"sign_up", "following", "letter", "submission"}
    assert persons.held("aminaXunderXscore@example.org") == []
    persons.erase(ADDRESS)
    assert persons.held(ADDRESS) == []
    left = everywhere()
    assert ADDRESS not in left
    assert "Aminsson" not in left
