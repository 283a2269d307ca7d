"""What organisers owe is kept beside the dialogues, and is at every moment what the records say."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Row, delete, select, update

from portal.actions import passing, promises
from portal.db import db
from portal.domain.rights import Actor
from portal.domain.words import CommitmentStatus, DutyKind, Role
from portal.duties import kept, queries
from portal.duties.models import KeptDuty
from portal.duties.owed import NOTICE_DAYS, OLD_PLAN_DAYS, owed
from portal.organisations.models import Organisation
from portal.outcomes.models import Commitment
from portal.web.dates import today
from tests.make import Make

LONG = "Vi frågar om annat än de andra, och vi har stämt av det med alla som ordnar dialoger här."


@pytest.fixture
def admin(app: Flask, make: Make) -> Actor:
    return make.staff(Role.ADMIN, Role.EDITOR, organisation=None)


def kinds() -> set[DutyKind]:
    return set(db.session.scalars(select(KeptDuty.kind)))


def test_every_step_of_a_dialogue_keeps_what_is_owed_in_step(make: Make, admin: Actor) -> None:
    make.coordinated(actor=admin, starts=20, ends=30)
    assert (kinds(), kept.differences()) == ({DutyKind.PUBLISH}, [])
    make.published(actor=admin, title="En annan plan", starts=16, ends=18, overlap_reason=LONG)
    for number in range(0, 60, 5):
        passing.move_by_time(today=today() + timedelta(number))
        assert kept.differences() == []
    assert DutyKind.RESULTS in kinds()
    make.reported(actor=admin, title="En som har svarat", overlap_reason=LONG)
    promise = db.session.scalars(select(Commitment)).one()
    assert {DutyKind.PROMISE, DutyKind.EVALUATION} <= kinds()
    promises.follow_promise(
        promise.id,
        status=CommitmentStatus.DONE,
        comment="Lamporna är uppe och lyser varje kväll.",
        today=today(),
        actor=admin,
    )
    assert DutyKind.PROMISE not in kinds()
    assert kept.differences() == []


def test_what_is_kept_wrongly_is_mended(make: Make, admin: Actor) -> None:
    for number in range(3):
        make.coordinated(actor=admin, title=f"Plan nummer {number}", overlap_reason=LONG)
    made = db.session.scalars(select(KeptDuty.dialogue_id).order_by(KeptDuty.dialogue_id)).all()
    db.session.execute(delete(KeptDuty).where(KeptDuty.dialogue_id == made[0]))
    db.session.execute(update(KeptDuty).where(KeptDuty.dialogue_id == made[2]).values(due=today()))
    db.session.commit()
    assert kept.differences() == [made[0], made[2]]
    assert kept.keep_in_step() == 2
    assert (kept.differences(), kept.keep_in_step()) == ([], 0)


def test_the_agenda_is_what_a_plain_recount_gives_on_any_day(make: Make, admin: Actor) -> None:
    for number, lead in enumerate(("farsta", "enskede-arsta-vantor", "farsta", "kulturforvaltningen")):
        same: dict[str, Any] = {"actor": admin, "lead": lead, "overlap_reason": LONG}
        make.coordinated(title=f"Plan nummer {number}", starts=20 + 9 * number, ends=60, **same)
        make.published(title=f"Dialog nummer {number}", starts=20 + number, ends=30 + 40 * number, **same)
    make.reported(actor=admin, title="En som har svarat", co_organisers=("farsta",), overlap_reason=LONG)
    passing.move_by_time(today=today() + timedelta(31))
    rows = db.session.execute(owed()).all()
    ids = {one.slug: one.id for one in db.session.scalars(select(Organisation))}
    shared = set(db.session.scalars(select(Commitment.dialogue_id)))

    def plain(row: Row[*tuple[Any, ...]], day: date, ours: set[int] | None) -> bool:
        if row.due is None or row.due > day + timedelta(30) or (row.kind == DutyKind.HELD and row.due >= day):
            return False
        if row.kind == DutyKind.PUBLISH and row.due < day - timedelta(OLD_PLAN_DAYS + NOTICE_DAYS):
            return False
        together = ids["farsta"] in (ours or ()) and row.dialogue_id in shared and row.kind != DutyKind.PROMISE
        return ours is None or row.organisation_id in ours or together

    @settings(max_examples=60, deadline=None)
    @given(
        days=st.integers(-40, 500),
        leads=st.none() | st.sets(st.sampled_from(["farsta", "kulturforvaltningen", "trafikkontoret"]), min_size=1),
        most=st.integers(1, 6),
    )
    def rule(days: int, leads: set[str] | None, most: int) -> None:
        day = today() + timedelta(days)
        ours = {ids[one] for one in leads} if leads is not None else None
        found = queries.agenda(organisations=ours, today=day, most=most)
        wanted = sorted(
            (row.due, row.dialogue_id, row.subject_id, str(row.kind)) for row in rows if plain(row, day, ours)
        )
        late = [one for one in wanted if one[0] < day]
        week = [one for one in wanted if day <= one[0] < day + timedelta(7)]
        coming = wanted[len(late) + len(week) :]
        counts = {name: len(some) for name, some in zip(queries.Urgency, (late, week, coming), strict=True) if some}
        assert found.counts == counts
        assert sorted((one.due, one.dialogue_id, one.subject_id, str(one.kind)) for one in found.duties) == sorted(
            [*late[:most], *week[:most], *coming[:most]]
        )

    rule()
