"""Load the demonstration data into a database without dialogues, with days counted from today."""

import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from importlib import resources
from typing import Any

from sqlalchemy import select

from portal.actions.change import finish
from portal.db import db, now, transaction
from portal.demo.accounts import load_accounts
from portal.demo.days import Days
from portal.demo.earlier_received import load_earlier
from portal.demo.outcomes import add_outcomes, spoken
from portal.demo.received import load_received
from portal.demo.registers import leader, load_registers, programme, venue
from portal.demo.residents import load_residents
from portal.dialogues.models import DecisionLink, Dialogue, DialogueText, Goal, PolicyLink, Question, TargetAnalysis
from portal.dialogues.record import TEXT_FIELDS
from portal.domain.calendar import moment
from portal.domain.words import Continuity, DecisionState, Form, Influence, LegalBasis, Stage, Status
from portal.occasions.models import Occasion
from portal.organisations.models import Organisation
from portal.outcomes.models import ReuseLink
from portal.places.models import Area
from portal.publications import quarters
from portal.taxonomy.models import Method, TargetGroup, Theme

TICKS = ("sign_language", "wheelchair", "hearing_loop", "interpreter", "childcare", "refreshments")


def load_if_empty(today: date) -> bool:
    """Load everything unless there is a dialogue, the dialogues in one transaction; returns whether it did."""
    if db.session.scalar(select(Dialogue.id).limit(1)) is not None:
        return False
    with transaction():
        load_accounts()
        load_residents()
        load_registers()
        days = Days(today)
        made = {entry["slug"]: (entry, _dialogue(entry, days)) for entry in entries()}
        db.session.flush()
        for entry, dialogue in made.values():
            _share_occasions(entry, dialogue, {slug: one for slug, (_, one) in made.items()})
            _link_reuse(entry, dialogue, {slug: one for slug, (_, one) in made.items()})
        for _entry, dialogue in made.values():
            finish(dialogue, actor=None, act="demonstration")
    load_earlier(now())
    load_received()
    quarters.publish_ended(now())
    return True


def entries() -> Iterator[dict[str, Any]]:
    """Every dialogue of the demonstration files."""
    for file in sorted((resources.files(__package__) / "data").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".json"):
            yield from json.loads(file.read_text("utf-8"))


def _all(table: Any, slugs: list[str]) -> list[Any]:
    found = {row.slug: row for row in db.session.scalars(select(table).where(table.slug.in_(slugs)))}
    return [found[slug] for slug in slugs]


def _dialogue(entry: dict[str, Any], days: Days) -> Dialogue:
    status = Status(entry["state"])
    starts, ends = days.at(entry.get("starts")), days.at(entry.get("ends"))
    closed, reported = days.at(entry.get("closed")), days.at(entry.get("reported"))
    past = status in (Status.COMPILING, Status.REPORTED, Status.FOLLOWED_UP, Status.ARCHIVED)
    contact = entry.get("contact") or {}
    dialogue = Dialogue(
        slug=entry["slug"],
        status=status,
        example=entry["example"],
        source=entry.get("source") or "",
        form=Form(entry.get("form", "citizen_dialogue")),
        budget_sek=entry.get("budget_sek"),
        influence=Influence(entry.get("influence", "information")),
        legal_basis=LegalBasis(entry.get("legal_basis", "voluntary")),
        stage=Stage(entry.get("stage", "needs")),
        continuity=Continuity(entry.get("continuity", "delimited")),
        report_interval_months=entry.get("report_interval_months"),
        starts=starts,
        ends=ends,
        period_note=entry.get("period_note"),
        response_deadline=_deadline(days.at(entry.get("response_deadline"))),
        official_channel_url=entry.get("official_channel_url"),
        minutes=entry.get("minutes"),
        expected=entry.get("expected"),
        languages=entry.get("languages") or ["sv"],
        partners=entry.get("partners") or [],
        contact_function=contact.get("function", ""),
        contact_email=contact.get("email", ""),
        feedback_promised=days.at(entry.get("feedback_promised")),
        checklist=entry.get("checklist") or {},
        no_finding_because=entry.get("no_finding_because") or "",
        cancelled_reason=(entry.get("cancelled_reason") or {}).get("sv", ""),
        closed_on=closed or (ends if past else None),
        reported_on=reported,
    )
    if status not in (Status.DRAFT, Status.COORDINATION):
        shown = min(starts or days.today, days.today) - timedelta(28)
        dialogue.published_at = moment(shown, time(9))
    dialogue.programme = programme(entry.get("programme"))
    dialogue.process_leader, dialogue.facilitator = (
        leader(entry.get("process_leader")),
        leader(entry.get("facilitator")),
    )
    dialogue.lead = _all(Organisation, [entry["lead"]])[0]
    dialogue.co_organisers = _all(Organisation, entry.get("co_organisers") or [])
    dialogue.areas, dialogue.themes = _all(Area, entry["areas"]), _all(Theme, entry["themes"])
    dialogue.groups = _all(TargetGroup, entry.get("groups") or ["all"])
    dialogue.methods = _all(Method, entry.get("methods") or ["other"])
    _add_texts(dialogue, entry, days)
    db.session.add(dialogue)
    db.session.flush()
    _translate(dialogue, entry)
    for one in entry.get("occasions") or ():
        db.session.add(_occasion(one, dialogue, days))
    db.session.flush()
    add_outcomes(dialogue, entry, days)
    return dialogue


def _add_texts(dialogue: Dialogue, entry: dict[str, Any], days: Days) -> None:
    swedish = entry["texts"]["sv"]
    dialogue.texts["sv"] = DialogueText(language="sv", **{name: swedish.get(name) or "" for name in TEXT_FIELDS})
    dialogue.questions = [
        Question(position=n, texts={"sv": one["sv"]}) for n, one in enumerate(entry.get("questions") or ())
    ]
    dialogue.goals = [
        Goal(
            position=n,
            text=one["text"],
            indicator=one.get("indicator") or "",
            target=one.get("target") or "",
            outcome=one.get("outcome") or "",
            score=one.get("score"),
        )
        for n, one in enumerate(entry.get("goals") or ())
    ]
    dialogue.decisions = [
        DecisionLink(
            position=n,
            body=one["body"],
            month=days.at(one.get("month")),
            case_number=one.get("case_number"),
            state=DecisionState(one.get("decision") or "planned"),
            outcome={"sv": one["outcome"]["sv"]} if one.get("outcome") else None,
            decided_on=days.at(one.get("month")) if one.get("decision") == "taken" else None,
        )
        for n, one in enumerate(entry.get("decisions") or ())
    ]
    dialogue.policy_links = [
        PolicyLink(code=one["code"], document=one.get("document") or "") for one in entry.get("policy_links") or ()
    ]
    for one in entry.get("targets") or ():
        dialogue.targets.append(
            TargetAnalysis(
                group=_all(TargetGroup, [one["group"]])[0],
                why=one.get("why") or "",
                seldom_heard=one.get("seldom_heard", False),
                barriers=one.get("barriers") or "",
                recruitment=one.get("recruitment") or [],
                planned_share=one.get("planned_share"),
            )
        )


def _translate(dialogue: Dialogue, entry: dict[str, Any]) -> None:
    sheets = entry["texts"]
    for name in TEXT_FIELDS:
        spoken(dialogue, name, {language: text.get(name) or "" for language, text in sheets.items()})
    for row, said in zip(dialogue.questions, entry.get("questions") or (), strict=True):
        spoken(dialogue, f"question-{row.id}", said)
    for decision, told in zip(dialogue.decisions, entry.get("decisions") or (), strict=True):
        spoken(dialogue, f"decision-{decision.id}", told.get("outcome") or {})


def _occasion(one: dict[str, Any], dialogue: Dialogue, days: Days) -> Occasion:
    day = days.at(one["day"])
    assert day is not None
    until = days.at(one.get("until_day", one["day"])) or day
    return Occasion(
        dialogues=[dialogue],
        starts=moment(day, time.fromisoformat(one["from"])),
        ends=moment(until, time.fromisoformat(one["to"])),
        kind=one["kind"],
        state=one.get("state") or "planned",
        venue=venue(one.get("venue")),
        place=one.get("place") or "",
        address=one.get("address") or "",
        online_url=one.get("online_url"),
        capacity=one.get("capacity"),
        registration=one.get("registration") or "none",
        languages=one.get("languages") or ["sv"],
        **{name: bool(one.get(name)) for name in TICKS},
    )


def _share_occasions(entry: dict[str, Any], dialogue: Dialogue, made: dict[str, Dialogue]) -> None:
    own = db.session.scalars(
        select(Occasion).where(Occasion.dialogues.contains(dialogue)).order_by(Occasion.id)
    ).all()
    for one, occasion in zip(entry.get("occasions") or (), own, strict=False):
        for slug in one.get("shared_with") or ():
            if slug in made and made[slug] not in occasion.dialogues:
                occasion.dialogues.append(made[slug])


def _link_reuse(entry: dict[str, Any], dialogue: Dialogue, made: dict[str, Dialogue]) -> None:
    for one in entry.get("reuses") or ():
        if one["slug"] in made:
            db.session.add(
                ReuseLink(
                    dialogue_id=dialogue.id,
                    earlier_id=made[one["slug"]].id,
                    kind=one["kind"],
                    reason=one.get("reason") or "",
                )
            )


def _deadline(day: date | None) -> datetime | None:
    return moment(day, time(23, 59)) if day else None
