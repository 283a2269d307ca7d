"""What organisers and coordinators decide about overlap is agreed, kept, and told once."""

from datetime import time, timedelta

import pytest
from sqlalchemy import select

from portal.actions import coordinating, dialogues, noticing, relating, sharing, taking
from portal.actions.draft import OccasionDraft
from portal.db import db
from portal.dialogues import queries
from portal.dialogues.models import Dialogue, Version
from portal.domain.calendar import day_of
from portal.domain.deciding import AssessedAt, NoteKind, ProposalState
from portal.domain.errors import NotAllowed, NotFound, NotPossible, RulesNotMet, Stale
from portal.domain.rights import Actor
from portal.domain.words import OrganisationKind, ReuseKind, Role
from portal.mail.models import Mail
from portal.occasions import queries as occasions
from portal.organisations.models import Organisation
from portal.overlap import deciding
from portal.overlap.check import current_weights
from portal.overlap.models import Assessment, Notice
from portal.publications.models import PublishedItem
from portal.web.dates import today
from tests.make import Make, days

REASON = "Vi frågar om annat än de andra, och vi har stämt av det med alla som ordnar dialoger här."
HOUR = 18
FIRST = next(number for number in range(40, 70) if days(number + 14) - days(number) == timedelta(14))
"""A day on which people can come, as they can a fortnight later, whatever day the tests are run."""
LATER = FIRST + 14


def evening(on: int) -> OccasionDraft:
    return OccasionDraft(day=days(on), begins=time(HOUR), ends=time(HOUR + 2), place="Rågsveds bibliotek")


def street_talk(make: Make, actor: Actor, **changes: object) -> Dialogue:
    known: dict[str, object] = {
        "title": "Lugnare Rågsvedsvägen",
        "lead": "trafikkontoret",
        "starts": LATER,
        "ends": LATER,
        "minutes": 90,
        "themes": ("urban_environment/street",),
        "contact_email": "gata@example.org",
        "occasions": (evening(LATER),),
    }
    return make.coordinated(actor=actor, **(known | changes))


def ours(make: Make, actor: Actor, **changes: object) -> Dialogue:
    known: dict[str, object] = {
        "starts": FIRST,
        "ends": FIRST,
        "occasions": (evening(FIRST),),
        "overlap_reason": REASON,
    }
    return make.coordinated(actor=actor, **(known | changes))


@pytest.fixture
def karin(make: Make) -> Actor:
    return make.staff(Role.EDITOR)


@pytest.fixture
def amir(make: Make) -> Actor:
    return make.staff(Role.EDITOR, organisation="trafikkontoret")


def assessments(dialogue_id: int) -> list[Assessment]:
    db.session.rollback()
    return list(
        db.session.scalars(select(Assessment).where(Assessment.dialogue_id == dialogue_id).order_by(Assessment.id))
    )


def letters(kind: str) -> list[Mail]:
    db.session.rollback()
    return list(db.session.scalars(select(Mail).where(Mail.kind == kind).order_by(Mail.id)))


def test_two_organisers_agree_on_one_occasion(make: Make, karin: Actor, amir: Actor) -> None:
    theirs, mine = street_talk(make, amir), ours(make, karin)
    proposal = sharing.propose(mine.id, theirs.id, message="Vi tar kvällen ihop.", actor=karin, today=today())
    assert (proposal.before, proposal.after) == (41, 17)
    assert letters("joint_proposal")[0].recipient == "gata@example.org"
    with pytest.raises(NotPossible):
        sharing.propose(mine.id, theirs.id, message="", actor=karin, today=today())
    with pytest.raises(NotAllowed):
        sharing.answer(proposal.id, accept=True, words="", actor=karin)

    before = {one.id: db.session.get_one(Dialogue, one.id).revision for one in (mine, theirs)}
    db.session.rollback()
    sharing.answer(proposal.id, accept=True, words="Gärna.", actor=amir)
    (shared,) = occasions.of_dialogue(mine.id)
    assert {one.id for one in shared.dialogues} == {mine.id, theirs.id}
    assert db.session.get_one(Dialogue, mine.id).starts == day_of(shared.starts) == days(LATER)
    for one in (mine, theirs):
        kept = db.session.get_one(Version, (one.id, db.session.get_one(Dialogue, one.id).revision))
        assert kept.revision > before[one.id], "both versions are recorded"
        last = assessments(one.id)[-1]
        assert (last.moment, last.decided) == (AssessedAt.SUGGESTION, "changed")
    assert assessments(mine.id)[-1].score == 17
    assert [one.recipient for one in letters("joint_proposal")] == ["gata@example.org", "demokrati@example.org"]
    with pytest.raises(NotPossible):
        sharing.answer(proposal.id, accept=False, words="", actor=amir)


def test_no_is_an_answer_and_so_is_taking_it_back(make: Make, karin: Actor, amir: Actor) -> None:
    theirs, mine = street_talk(make, amir), ours(make, karin)
    first = sharing.propose(mine.id, theirs.id, message="", actor=karin, today=today())
    sharing.answer(first.id, accept=False, words="Vår lokal är för liten.", actor=amir)
    second = sharing.propose(mine.id, theirs.id, message="", actor=karin, today=today())
    sharing.withdraw(second.id, actor=karin)
    found = deciding.proposals(dialogue_id=mine.id)
    assert [one.state for one in found] == [ProposalState.WITHDRAWN, ProposalState.DECLINED]
    assert len(occasions.of_dialogue(mine.id)[0].dialogues) == 1


def test_without_an_occasion_to_join_nothing_is_changed(make: Make, karin: Actor, amir: Actor) -> None:
    theirs, mine = street_talk(make, amir, occasions=()), ours(make, karin)
    proposal = sharing.propose(mine.id, theirs.id, message="", actor=karin, today=today())
    with pytest.raises(RulesNotMet, match="J2"):
        sharing.answer(proposal.id, accept=True, words="", actor=amir)
    assert deciding.proposals(dialogue_id=mine.id)[0].state is ProposalState.PROPOSED


def test_a_draft_is_first_sent_to_coordination(make: Make, karin: Actor, amir: Actor) -> None:
    theirs = street_talk(make, amir)
    mine = make.dialogue(actor=karin, starts=FIRST, ends=FIRST)
    with pytest.raises(RulesNotMet, match="J1"):
        sharing.propose(mine.id, theirs.id, message="", actor=karin, today=today())
    assert letters("joint_proposal") == []


def test_taking_a_better_day_moves_everything_and_keeps_what_was_decided(
    make: Make, karin: Actor, amir: Actor
) -> None:
    street_talk(make, amir)
    mine = ours(make, karin)
    record = queries.record(mine.id)
    assert record is not None
    advice = taking.advice_for(record, today=today())
    assert advice is not None
    best = next(one.suggestion for one in advice.offers if one.suggestion.kind == "move")
    db.session.rollback()
    taking.take(mine.id, best.code, actor=karin, today=today())
    moved = db.session.get_one(Dialogue, mine.id)
    assert moved.starts is not None
    assert moved.starts.isoformat() == best.what
    (occasion,) = occasions.of_dialogue(mine.id)
    assert day_of(occasion.starts) == moved.starts
    last = assessments(mine.id)[-1]
    assert (last.score, last.taken, last.decided) == (best.score, best.code, "changed")
    with pytest.raises(NotPossible):
        taking.take(mine.id, "move:2030-07-04", actor=karin, today=today())


def test_asking_less_asking_others_and_informing_are_saved_with_one_click(
    make: Make, karin: Actor, amir: Actor
) -> None:
    street_talk(make, amir)
    mine = ours(make, karin)
    record = queries.record(mine.id)
    assert record is not None
    codes = {one.suggestion.code for one in taking.advice_for(record, today=today()).offers}  # type: ignore[union-attr]
    group = next(code for code in codes if code.startswith("others:"))
    db.session.rollback()
    taking.take(mine.id, "less:15", actor=karin, today=today())
    assert db.session.get_one(Dialogue, mine.id).minutes == 15
    taking.take(mine.id, group, actor=karin, today=today())
    assert [one.slug for one in db.session.get_one(Dialogue, mine.id).groups] == [group.partition(":")[2]]
    taking.take(mine.id, "inform", actor=karin, today=today())
    assert assessments(mine.id)[-1].score == 0


def test_a_reminder_to_report_back_is_written_once_in_a_fortnight(make: Make, karin: Actor) -> None:
    amir = make.staff(Role.EDITOR, organisation="trafikkontoret")
    old = make.closed(actor=amir, lead="trafikkontoret", days_ago=100, contact_email="gata@example.org")
    mine = make.dialogue(actor=karin, starts=FIRST, ends=FIRST)
    taking.take(mine.id, f"remind:{old.id}", actor=karin, today=today())
    taking.take(mine.id, f"remind:{old.id}", actor=karin, today=today())
    (letter,) = letters("tell_result")
    assert letter.recipient == "gata@example.org"
    assert "Tryggare" not in str(letter.facts["organiser"])


def test_a_new_overlap_is_told_once_bundled_and_once_a_day(make: Make, karin: Actor, amir: Actor) -> None:
    street_talk(make, amir)
    street_talk(make, amir, title="Lugnare Hagsätravägen", starts=50, ends=50)
    ours(make, karin)
    assert noticing.tell_overlaps(today=today()) == 1
    assert noticing.tell_overlaps(today=today()) == 0
    (letter,) = letters("overlap_notices")
    assert letter.recipient == "gata@example.org"
    assert len(letter.facts["overlaps"]) == 2  # type: ignore[arg-type]
    ours(make, karin, title="Tryggare torg i Rågsved")
    assert noticing.tell_overlaps(today=today()) == 0, "what comes later the same day waits"
    assert noticing.tell_overlaps(today=today() + timedelta(1)) == 1
    assert len(letters("overlap_notices")[1].facts["overlaps"]) == 2  # type: ignore[arg-type]


def test_a_plan_taken_back_to_draft_is_not_told_of(make: Make, karin: Actor, amir: Actor) -> None:
    street_talk(make, amir)
    mine = ours(make, karin)
    dialogues.to_draft(mine.id, actor=karin)
    assert noticing.tell_overlaps(today=today()) == 0


def test_an_association_is_not_told_the_title_of_a_plan_in_coordination(
    make: Make, karin: Actor, amir: Actor
) -> None:
    street_talk(make, amir)
    db.session.query(Organisation).filter_by(slug="trafikkontoret").one().kind = OrganisationKind.ASSOCIATION
    db.session.commit()
    try:
        ours(make, karin, title="Hemlig plan om torget")
        noticing.tell_overlaps(today=today())
        assert "Hemlig" not in str(letters("overlap_notices")[0].facts)
    finally:
        kind = OrganisationKind.SPECIALIST_COMMITTEE
        db.session.query(Organisation).filter_by(slug="trafikkontoret").one().kind = kind
        db.session.commit()


def test_what_was_asked_before_must_be_answered_to_before_publishing(make: Make, karin: Actor) -> None:
    old = make.reported(actor=karin, days_ago=40)
    mine = ours(make, karin, title="Tryggare torg i Rågsved")
    with pytest.raises(RulesNotMet, match="V10"):
        dialogues.publish(mine.id, actor=karin, today=today())
    with pytest.raises(RulesNotMet, match=r"V10\.repeats"):
        relating.relate(mine.id, old.id, kind=ReuseKind.REPEATS, reason="För kort.", actor=karin)
    finding = db.session.scalars(select(PublishedItem.key).where(PublishedItem.kind == "finding")).one()
    relating.relate(mine.id, old.id, kind=ReuseKind.REUSED, reason="", findings=(int(finding),), actor=karin)
    dialogues.publish(mine.id, actor=karin, today=today())

    pages = dict(
        db.session.execute(
            select(PublishedItem.dialogue_id, PublishedItem.page).where(PublishedItem.kind == "dialogue")
        ).all()
    )
    assert [one["slug"] for one in pages[mine.id]["reuses"]] == [old.slug]
    assert [one["slug"] for one in pages[old.id]["used_again"]] == [mine.slug]
    card = db.session.scalars(select(PublishedItem.card).where(PublishedItem.kind == "finding")).one()
    assert card is not None
    assert [one["slug"] for one in card["finding"]["used_in"]] == [mine.slug]  # type: ignore[index]
    with pytest.raises(RulesNotMet):
        relating.unrelate(mine.id, old.id, actor=karin, today=today())
    changes = {"themes": ("democracy",)}
    dialogues.edit(mine.id, changes, actor=karin, revision=mine.revision, today=today())
    relating.unrelate(mine.id, old.id, actor=karin, today=today())
    page = db.session.scalars(
        select(PublishedItem.page).where(PublishedItem.dialogue_id == old.id, PublishedItem.kind == "dialogue")
    ).one()
    assert page is not None
    assert not page["used_again"]


def test_an_unpublished_plan_is_not_named_on_the_earlier_page(make: Make, karin: Actor) -> None:
    old = make.reported(actor=karin, days_ago=40)
    mine = ours(make, karin, title="Hemlig plan om torget")
    relating.relate(mine.id, old.id, kind=ReuseKind.COMPLEMENTS, reason="Nu gäller det vintern.", actor=karin)
    pages = db.session.scalars(select(PublishedItem.page).where(PublishedItem.page.is_not(None))).all()
    assert "Hemlig" not in str(pages)


def test_every_decision_is_kept_and_a_coordinator_settles_it(make: Make, karin: Actor, amir: Actor) -> None:
    maria = make.staff(Role.COORDINATOR, organisation=None, name="Maria")
    for number in range(3):
        street_talk(make, amir, title=f"Gatan nummer {number}", starts=FIRST, ends=FIRST)
    mine = ours(make, karin, title="Tryggare torg i Rågsved")
    found = [one for one in deciding.high() if one.dialogue_id == mine.id]
    assert (found[0].moment, found[0].level) == (AssessedAt.COORDINATION, "very_high")
    with pytest.raises(NotAllowed):
        coordinating.note(found[0].id, NoteKind.COMMENT, words="Prata med varandra först.", actor=karin)
    coordinating.note(found[0].id, NoteKind.TALKS, words="Kom till ett samtal på torsdag.", actor=maria)
    assert {one.recipient for one in letters("overlap_note")} == {"demokrati@example.org", "gata@example.org"}
    coordinating.note(found[0].id, NoteKind.SETTLED, words="Ni delar kväll från och med nu.", actor=maria)
    assert mine.id not in {one.dialogue_id for one in deciding.high()}
    assert mine.id in {one.dialogue_id for one in deciding.high(settled=True)}


def test_new_weights_are_a_new_version_and_old_assessments_stay(make: Make, karin: Actor, amir: Actor) -> None:
    street_talk(make, amir)
    mine = ours(make, karin)
    admin = make.staff(Role.ADMIN, organisation=None)
    first = current_weights().version
    with pytest.raises(NotAllowed):
        coordinating.change_weights({"closeness": 0.2}, reason="x" * 30, version=first, actor=karin)
    words = "Närhet i tid räknades för mycket i våras."
    coordinating.change_weights({"closeness": 0.2}, reason=words, version=first, actor=admin)
    assert current_weights().closeness == 0.2
    assert (assessments(mine.id)[0].weights_version, assessments(mine.id)[0].score) == (first, 41)
    with pytest.raises(Stale):
        coordinating.change_weights({"closeness": 0.3}, reason=words, version=first, actor=admin)


def test_moving_a_public_dialogue_is_judged_again(make: Make, karin: Actor, amir: Actor) -> None:
    street_talk(make, amir)
    mine = ours(make, karin)
    dialogues.publish(mine.id, actor=karin, today=today())
    record = queries.record(mine.id)
    assert record is not None
    changes = {"starts": days(45), "ends": days(45)}
    dialogues.edit(mine.id, changes, actor=karin, revision=record.revision, today=today())
    assert [one.moment for one in assessments(mine.id)] == [
        AssessedAt.COORDINATION,
        AssessedAt.PUBLISHING,
        AssessedAt.DATES,
    ]
    assert db.session.scalars(select(Notice.dialogue_id)).all()


def test_nobody_decides_about_what_they_may_not_see(make: Make, karin: Actor, amir: Actor) -> None:
    theirs = make.dialogue(actor=amir, lead="trafikkontoret")
    with pytest.raises(NotFound):
        taking.take(theirs.id, "inform", actor=karin, today=today())
