"""What came of the dialogues of the demonstration."""

from typing import Any

from sqlalchemy import select

from portal.db import db
from portal.demo.days import Days
from portal.dialogues.models import Dialogue
from portal.domain.promises import SETTLED
from portal.domain.words import CommitmentStatus
from portal.occasions import queries as occasions
from portal.organisations.models import Organisation
from portal.outcomes.models import (
    BallotOption,
    Commitment,
    CommitmentUpdate,
    Evaluation,
    FeedbackPost,
    Finding,
    OutcomeMeasure,
    Participation,
)
from portal.places.models import Area
from portal.publications.ballot import show_votes
from portal.taxonomy.models import TargetGroup, Theme
from portal.translated.models import Translation


def add_outcomes(dialogue: Dialogue, entry: dict[str, Any], days: Days) -> None:
    """Add participation, findings, feedback, promises and evaluation of one entry."""
    times = occasions.of_dialogue(dialogue.id)
    for row in entry.get("participation") or ():
        place = row.get("occasion")
        db.session.add(
            Participation(
                dialogue_id=dialogue.id,
                occasion_id=times[place].id if place is not None else None,
                method=row["method"],
                total=row["total"],
                women=row["women"],
                men=row["men"],
                other=row["other"],
                bands=row.get("bands") or {},
                first_time=row.get("first_time"),
            )
        )
    for one in entry.get("findings") or ():
        finding = Finding(
            dialogue_id=dialogue.id,
            texts={"sv": one["texts"]["sv"]},
            kind=one["kind"],
            strength=one["strength"],
            evidence=one.get("evidence") or "",
            occasion_id=times[one["occasion"]].id if one.get("occasion") is not None else None,
        )
        finding.themes = _all(Theme, one.get("themes"))
        finding.areas = _all(Area, one.get("areas"))
        finding.groups = _all(TargetGroup, one.get("groups"))
        db.session.add(finding)
        db.session.flush()
        spoken(dialogue, f"finding-{finding.id}", one["texts"])
    for one in entry.get("feedback") or ():
        day = days.at(one["day"])
        swedish = {"sv": one["texts"]["sv"]}
        post = FeedbackPost(dialogue_id=dialogue.id, kind=one["kind"], published_on=day, texts=swedish)
        db.session.add(post)
        db.session.flush()
        spoken(dialogue, f"feedback-{post.id}", one["texts"])
        if one["kind"] == "result" and dialogue.reported_on is None:
            dialogue.reported_on = day
    promised = []
    for one in entry.get("commitments") or ():
        promise = _commitment(dialogue, one, days)
        db.session.add(promise)
        db.session.flush()
        spoken(dialogue, f"promise-{promise.id}", one["texts"])
        promised.append(promise.id)
    for one in entry.get("ballot") or ():
        option = BallotOption(
            dialogue_id=dialogue.id,
            text=one["texts"]["sv"],
            cost=one["cost"],
            votes=one["votes"],
            chosen="promise" in one,
            commitment_id=promised[one["promise"]] if "promise" in one else None,
        )
        db.session.add(option)
        db.session.flush()
        spoken(dialogue, f"option-{option.id}", one["texts"])
    show_votes(dialogue)
    for one in entry.get("measures") or ():
        db.session.add(_measure(dialogue, one, days))
    if entry.get("evaluation"):
        one = entry["evaluation"]
        db.session.add(
            Evaluation(
                dialogue_id=dialogue.id,
                worked=one.get("worked") or {},
                lessons=one.get("lessons") or "",
                differently=one.get("differently") or "",
                recruitment_used=one.get("recruitment_used") or [],
                answers=one.get("answers"),
                felt_heard=one.get("felt_heard"),
                understood=one.get("understood"),
                again=one.get("again"),
            )
        )


def spoken(dialogue: Dialogue, part: str, texts: dict[str, str]) -> None:
    """Add the translations of a text of a demonstration file."""
    for language, text in texts.items():
        if text and language != "sv":
            made = {"part": part, "language": language, "text": text, "follows": texts["sv"]}
            db.session.add(Translation(dialogue_id=dialogue.id, **made))


def _measure(dialogue: Dialogue, one: dict[str, Any], days: Days) -> OutcomeMeasure:
    day = days.at(one["day"])
    assert day is not None
    return OutcomeMeasure(
        dialogue_id=dialogue.id,
        indicator=one["indicator"],
        unit=one["unit"],
        value=one["value"],
        on_day=day,
        source=one["source"],
        social_value=one.get("social_value"),
        sdg=one.get("sdg"),
    )


def _commitment(dialogue: Dialogue, one: dict[str, Any], days: Days) -> Commitment:
    status = CommitmentStatus(one["status"])
    updates = one.get("updates") or []
    commitment = Commitment(
        dialogue_id=dialogue.id,
        texts={"sv": one["texts"]["sv"]},
        due=days.at(one.get("due")),
        status=status,
        case_number=one.get("case_number"),
        organisation=_all(Organisation, [one["organisation"]])[0],
        settled_on=days.at(updates[-1]["day"]) if status in SETTLED and updates else None,
    )
    commitment.updates = [
        CommitmentUpdate(on_day=days.at(step["day"]), status=step["status"], comment=step["comment"])
        for step in updates
    ]
    return commitment


def _all(table: Any, slugs: list[str] | None) -> list[Any]:
    return list(db.session.scalars(select(table).where(table.slug.in_(slugs)).order_by(table.id))) if slugs else []
