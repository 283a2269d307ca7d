"""Builders: what a test needs, with sensible choices for everything it does not care about."""

from datetime import date, timedelta
from typing import Any

from flask import Flask

from portal.actions import counting, dialogues, entries, outcomes, passing, promises, relating
from portal.actions import staff as staff_actions
from portal.actions.draft import DecisionDraft, DialogueDraft, GoalDraft, QuestionDraft, TargetDraft
from portal.db import db
from portal.dialogues import queries as dialogue_queries
from portal.dialogues.models import Dialogue
from portal.domain.rights import Actor
from portal.domain.words import (
    Continuity,
    CountMethod,
    FeedbackKind,
    FindingKind,
    FindingStrength,
    Influence,
    ReuseKind,
    Role,
)
from portal.occasions import queries as occasions
from portal.occasions.red_days import red_day
from portal.staff import queries as staff_queries
from portal.web.dates import today
from tests.visitor import Visitor

PASSWORD = "a good long password"

TEXTS = {
    "title": "Tryggare gångvägar i Rågsved",
    "summary": "Vi vill veta var du känner dig trygg och otrygg när du går i Rågsved, och vad som skulle hjälpa.",
    "purpose": "Stadsdelsnämnden ska besluta var ny belysning gör mest nytta.",
    "frame_in": "Gångvägar och trappor på stadens mark.",
    "frame_out": "Vägar som bostadsbolagen äger.",
    "can_influence": "Vilka vägar som får ny belysning först.",
    "cannot_influence": "Hur mycket pengar som finns.",
}


class Make:
    """Makes people, dialogues and results."""

    def __init__(self) -> None:
        self._people = 0

    def staff(self, *roles: Role, organisation: str | None = "enskede-arsta-vantor", name: str = "Karin") -> Actor:
        """Somebody with roles in an organisation (None: the whole city) and the password of all tests."""
        self._people += 1
        email = f"person{self._people}@example.org"
        for role in roles or (Role.EDITOR,):
            person = staff_actions.add(email=email, name=name, role=role, organisation=organisation)
        staff_actions.choose_password(person, PASSWORD)
        return staff_queries.as_actor(person)

    def draft(self, *, starts: int = 30, ends: int | None = 40, **changes: Any) -> DialogueDraft:
        """A plan that may be published; days count from today, as `days` counts them."""
        first, last = days(starts), days(ends) if ends is not None else None
        texts = TEXTS | changes.pop("texts", {})
        if "title" in changes:
            texts["title"] = changes.pop("title")
        known: dict[str, Any] = {
            "lead": "enskede-arsta-vantor",
            "areas": ("ragsved",),
            "themes": ("urban_environment/safety",),
            "groups": ("all",),
            "methods": ("open_meeting",),
            "influence": Influence.DIALOGUE,
            "minutes": 120,
            "starts": first,
            "ends": last,
            "contact_function": "Demokratisamordnare",
            "contact_email": "demokrati@example.org",
            "feedback_promised": last + timedelta(60) if last else None,
            "checklist": dict.fromkeys(("method", "place", "room", "recruitment"), "Genomtänkt."),
            "questions": (QuestionDraft(text="Var känner du dig otrygg?"),),
            "goals": (GoalDraft(text="Hälften är nya i en dialog."),),
            "decisions": (
                DecisionDraft(
                    body="Enskede-Årsta-Vantörs stadsdelsnämnd",
                    month=(last + timedelta(95)).replace(day=1) if last else None,
                ),
            ),
            "targets": (TargetDraft(group="youth_16_19", seldom_heard=True),),
        }
        return DialogueDraft(texts=texts, **(known | changes))

    def dialogue(self, *, actor: Actor | None = None, **changes: Any) -> Dialogue:
        """A saved draft."""
        lead = changes.get("lead", "enskede-arsta-vantor")
        return dialogues.register(self.draft(**changes), actor=actor or self.staff(organisation=lead))

    def coordinated(self, *, actor: Actor | None = None, **changes: Any) -> Dialogue:
        """A plan that all staff may read."""
        actor = actor or self.staff(organisation=changes.get("lead", "enskede-arsta-vantor"))
        dialogue = self.dialogue(actor=actor, **changes)
        return dialogues.to_coordination(dialogue.id, actor=actor, today=today())

    def published(self, *, actor: Actor | None = None, **changes: Any) -> Dialogue:
        """A public dialogue."""
        actor = actor or self.staff(organisation=changes.get("lead", "enskede-arsta-vantor"))
        dialogue = self.coordinated(actor=actor, **changes)
        self.answer_earlier(dialogue, actor=actor)
        return dialogues.publish(dialogue.id, actor=actor, today=today())

    def continuous(self, *, actor: Actor | None = None, months: int = 3) -> Dialogue:
        """A public dialogue without an end, which reports every so many months."""
        decision = DecisionDraft(body="Stadsdelsnämnden", month=(today() + timedelta(200)).replace(day=1))
        return self.published(
            actor=actor,
            ends=None,
            continuity=Continuity.CONTINUOUS,
            report_interval_months=months,
            decisions=(decision,),
        )

    def answer_earlier(self, dialogue: Dialogue, *, actor: Actor) -> None:
        """Say that the dialogue adds to everything residents were asked before."""
        record = dialogue_queries.record(dialogue.id)
        assert record is not None
        for one in relating.unanswered(record, today=today()):
            relating.relate(
                dialogue.id, one.id, kind=ReuseKind.COMPLEMENTS, reason="Nu gäller det vintern.", actor=actor
            )

    def closed(self, *, actor: Actor | None = None, days_ago: int = 5, **changes: Any) -> Dialogue:
        """A dialogue that has ended and waits for its results."""
        actor = actor or self.staff(organisation=changes.get("lead", "enskede-arsta-vantor"))
        dialogue = self.published(actor=actor, **changes)
        first = today() - timedelta(days_ago + 10)
        for occasion in occasions.of_dialogue(dialogue.id):
            back = occasion.starts.date() - first
            occasion.starts, occasion.ends = occasion.starts - back, occasion.ends - back
        db.session.get_one(Dialogue, dialogue.id).starts = first
        dialogue.ends = today() - timedelta(days_ago)
        dialogue.feedback_promised = dialogue.ends + timedelta(60)
        db.session.commit()
        passing.move_by_time(today=today())
        return db.session.get_one(Dialogue, dialogue.id)

    def reported(self, *, actor: Actor | None = None, **changes: Any) -> Dialogue:
        """A dialogue whose results residents read: see `answered`."""
        actor = actor or self.staff(organisation=changes.get("lead", "enskede-arsta-vantor"))
        dialogue = self.answered(actor=actor, **changes)
        return outcomes.report(dialogue.id, no_finding_because="", actor=actor)

    def answered(
        self,
        *,
        actor: Actor | None = None,
        finding: str = "Trappan vid torget känns mörk.",
        promised: bool = True,
        **changes: Any,
    ) -> Dialogue:
        """A dialogue ready to be reported: counts, a finding, a result and, unless said otherwise, a promise."""
        actor = actor or self.staff(organisation=changes.get("lead", "enskede-arsta-vantor"))
        dialogue = self.closed(actor=actor, **changes)
        counts = counting.Counts(method=CountMethod.COUNTED, total=64, women=34, men=28, other=2)
        counting.report_participation(dialogue.id, counts, occasion_id=None, actor=actor)
        learnt = entries.FindingDraft(text=finding, kind=FindingKind.PROBLEM, strength=FindingStrength.SEVERAL)
        entries.write_finding(dialogue.id, learnt, actor=actor)
        entries.give_feedback(
            dialogue.id,
            kind=FeedbackKind.RESULT,
            text="Ni sa att trappan är mörk. Nu får den lampor.",
            on_day=today(),
            actor=actor,
        )
        if promised:
            promises.promise(
                dialogue.id,
                text="Ny belysning i trappan.",
                organisation=changes.get("lead", "enskede-arsta-vantor"),
                due=today() + timedelta(90),
                case_number="",
                comment="Beställt av trafikkontoret i höst.",
                today=today(),
                actor=actor,
            )
        return dialogue

    def signed_in(self, app: Flask, actor: Actor) -> Visitor:
        """A browser in which somebody has signed in to the desk."""
        browser = Visitor(app)
        browser.fill_in("/desk/sign-in", email=actor.email, password=PASSWORD)
        return browser


def days(number: int) -> date:
    """The day that lies so many days from today; two weeks ahead or more, the next on which people can come."""
    day = today() + timedelta(number)
    while number >= 14 and (red := red_day(day)) is not None and red.public:
        day += timedelta(1)
    return day
