"""Everything about one address can be handed out and erased, and is then nowhere."""

from collections.abc import Callable

from portal.actions import erasing, following, persons, registrations
from portal.db import db
from portal.domain.following import FollowKind
from portal.domain.registrations import RegistrationState
from portal.registrations.models import Registration
from tests.make import Make
from tests.portal.everywhere import in_the_database
from tests.portal.registrations.conftest import Evening
from tests.portal.submissions.received import received

ADDRESS = "amina.under_score@example.org"


def test_what_is_held_is_told_and_what_is_erased_is_gone(evening: Callable[..., Evening], make: Make) -> None:
    registrations.sign_up(
        evening().uuid, registrations.Wish(email=ADDRESS, people=2, language="sv", name="Amina Aminsson")
    )
    following.follow(following.Wish(email=ADDRESS, language="sv", kind=FollowKind.ALL))
    received(email=ADDRESS, name="Amina Aminsson")
    told = persons.held("Amina.Under_Score@example.org")
    assert {one["kind"] for one in told} == {"sign_up", "following", "letter", "submission"}
    assert persons.held("aminaXunderXscore@example.org") == []
    erasing.erase(ADDRESS)
    assert persons.held(ADDRESS) == []
    left = in_the_database()
    assert ADDRESS not in left
    assert "Aminsson" not in left


def test_whoever_waits_is_offered_the_seat_of_somebody_erased(evening: Callable[..., Evening]) -> None:
    uuid = evening(seats=1, waiting=2).uuid
    for email in (ADDRESS, "next@example.org"):
        registrations.sign_up(uuid, registrations.Wish(email=email, people=1, language="sv"))

    def waiting() -> RegistrationState:
        db.session.expire_all()
        return db.session.query(Registration).filter_by(email="next@example.org").one().state

    assert waiting() is RegistrationState.WAITING
    erasing.erase(ADDRESS)
    assert waiting() is RegistrationState.OFFERED
