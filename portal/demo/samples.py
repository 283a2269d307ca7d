"""Realistic bulk data for benchmarks: many dialogues with results, made quickly and always alike for one seed."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from portal.actions.telling_desk import tell_desk
from portal.db import db
from portal.demo import phrases
from portal.demo.sample_records import FIRST, record
from portal.demo.sample_results import took_part
from portal.domain.calendar import moment
from portal.domain.words import Form, Influence, Status
from portal.duties import kept
from portal.jobs import defer_once
from portal.overlap import asks, load
from portal.publications import pages, promises, statistics, versions
from portal.publications.build import items_of_page
from portal.publications.catalogue import catalogue
from portal.publications.reference import AreaRef, Catalogue
from portal.publications.refresh import TOLD
from portal.web.dates import today

BATCH = 2000
SHORTEST_DAYS = 2500
MOST_A_DAY = 65
"""However many are made, not more begin on one day than a busy city might hold: more go further back."""
_COLUMNS = {
    "dialogue": (
        "id, uuid, slug, revision, status, lead_id, form, influence, legal_basis, stage, continuity, starts, ends,"
        " minutes, languages, partners, contact_function, contact_email, needs_neutral, feedback_promised,"
        " no_finding_because, internal_note, overlap_reason, seldom_heard_reason, checklist, cancelled_reason,"
        " source, example, published_at, reported_on"
    ),
    "dialogue_text": (
        "dialogue_id, language, title, summary, easy_read, purpose, frame_in, frame_out, can_influence,"
        " cannot_influence, accessibility_note"
    ),
    "dialogue_version": "dialogue_id, revision, record",
    "dialogue_area": "dialogue_id, area_id",
    "dialogue_theme": "dialogue_id, theme_id",
    "dialogue_group": "dialogue_id, group_id",
    "published_item": (
        "kind, key, version, dialogue_id, status, starts, ends, place, reported_on, organisers, districts, areas,"
        " themes, groups, languages, influence, form, programme, answer_due, cases, card, page"
    ),
}


@dataclass(frozen=True, slots=True)
class Made:
    """One dialogue: its number and its public page."""

    id: int
    page: pages.Page


def make(count: int, *, seed: int, say: Callable[[str], None], results: bool = True) -> None:
    """Add `count` published dialogues, in batches that are one transaction each; speaks after each batch."""
    names, chance = catalogue(), random.Random(seed)  # noqa: S311 - examples, not secrets
    first = db.session.execute(text("SELECT coalesce(max(id), 0) + 1 FROM dialogue")).scalar_one()
    db.session.rollback()
    oldest = max(SHORTEST_DAYS, count // MOST_A_DAY)
    for start in range(0, count, BATCH):
        upto = min(start + BATCH, count)
        _write([_made(first + n, chance, names, oldest=oldest, results=results) for n in range(start, upto)], names)
        say(f"{upto} of {count}")
    asks.fill(say)
    kept.keep_in_step()
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("SELECT setval('dialogue_id_seq', (SELECT max(id) FROM dialogue))"))
        connection.execute(text("ANALYZE"))
    say(f"The load of {load.rebuild()} months is summed.")


def _write(batch: list[Made], names: Catalogue) -> None:
    version = versions.take_next()
    raw = db.session.connection().connection.driver_connection
    assert raw is not None
    rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
    for made in batch:
        _rows(made, names, version, rows)
    statistics.add(statistics.of_pages(made.page for made in batch))
    with raw.cursor() as cursor:
        for table, columns in _COLUMNS.items():
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows[table]:
                    copy.write_row(row)
    tell_desk([made.id for made in batch])
    defer_once(TOLD)
    db.session.commit()


def _rows(made: Made, names: Catalogue, version: int, rows: dict[str, list[tuple[Any, ...]]]) -> None:
    page, card = made.page, made.page.card
    rows["dialogue"].append(
        (
            made.id,
            UUID(int=made.id),
            card.slug,
            FIRST,
            card.status,
            names.organisations[card.lead].id,
            card.form,
            card.influence,
            "voluntary",
            "needs",
            "delimited",
            card.starts,
            card.ends,
            card.minutes,
            list(card.languages),
            [],
            page.contact_function,
            page.contact_email,
            False,
            card.feedback_due,
            "",
            "",
            "",
            "",
            "{}",
            "",
            "",
            True,
            page.published_at,
            card.feedback_given,
        )
    )
    rows["dialogue_text"].append(
        (
            made.id,
            "sv",
            card.title["sv"],
            card.summary["sv"],
            "",
            page.purpose["sv"],
            page.frame_in["sv"],
            page.frame_out["sv"],
            page.can_influence["sv"],
            page.cannot_influence["sv"],
            "",
        )
    )
    rows["dialogue_version"].append((made.id, FIRST, record(made.id, page, names)))
    rows["dialogue_area"] += [(made.id, names.areas[slug].id) for slug in card.areas]
    rows["dialogue_theme"] += [(made.id, names.themes[slug].id) for slug in card.themes]
    rows["dialogue_group"] += [(made.id, names.groups[slug].id) for slug in card.groups]
    for item in items_of_page(page, names):
        one = item.columns
        rows["published_item"].append(
            (
                item.kind,
                item.key,
                version,
                made.id,
                one["status"],
                one["starts"],
                one["ends"],
                one["place"],
                one["reported_on"],
                one["organisers"],
                one["districts"],
                one["areas"],
                one["themes"],
                one["groups"],
                one["languages"],
                one["influence"],
                one["form"],
                one["programme"],
                one["answer_due"],
                one["cases"],
                json.dumps(item.card, ensure_ascii=False),
                json.dumps(item.page, ensure_ascii=False) if item.page else None,
            )
        )


def _made(number: int, chance: random.Random, names: Catalogue, *, oldest: int, results: bool) -> Made:
    area = _area(chance, names)
    theme = chance.choice(list(phrases.SUBJECTS))
    words = {"subject": chance.choice(phrases.SUBJECTS[theme]), "place": area.name}
    starts = today() + timedelta(chance.randint(-oldest, 90))
    ends = starts + timedelta(chance.choice((0, 7, 21, 45)))
    status = _status(starts, ends, chance)
    done = results and status in (Status.REPORTED, Status.FOLLOWED_UP, Status.ARCHIVED)
    district = names.district_of(area.slug)
    others = [slug for slug, one in names.organisations.items() if one.kind != "district_committee"]
    lead = district if district and chance.random() < 0.6 else chance.choice(others)

    def said(choices: tuple[str, ...], times: int = 1) -> dict[str, str]:
        return {"sv": " ".join(chance.choice(choices).format(**words) for _ in range(times))}

    card = pages.Card(
        slug=f"prov-{number}",
        title={"sv": said(phrases.TITLES)["sv"][:120]},
        summary=said(phrases.SUMMARIES),
        status=status.value,
        form=chance.choice(list(Form)).value,
        influence=chance.choice(list(Influence)).value,
        lead=lead,
        starts=starts,
        ends=ends,
        areas=(area.slug,),
        districts=(district,) if district else (),
        themes=(theme,),
        groups=("all",) if chance.random() < 0.5 else (chance.choice([one for one in names.groups if one != "all"]),),
        methods=(chance.choice(list(names.methods)),),
        languages=("sv",),
        minutes=chance.choice((10, 30, 60, 120)),
        feedback_due=ends + timedelta(60),
        feedback_given=ends + timedelta(50) if done else None,
        occasions=(_occasion(number, starts, area.name),),
        findings=2 if done else 0,
        commitments=1 if done else 0,
        example=True,
    )
    promise = promises.Commitment(
        id=number,
        text=said(phrases.PROMISES),
        organisation=lead,
        status="done",
        due=ends + timedelta(200),
        settled=ends + timedelta(chance.randint(150, 250)),
    )
    learnt = tuple(
        pages.Finding(
            id=2 * number + n,
            text=said(phrases.FINDINGS),
            kind="need",
            strength="several",
            themes=(theme,),
            areas=(area.slug,),
            groups=card.groups,
            said_on=ends,
        )
        for n in range(2)
    )
    answer = pages.Feedback(kind="result", on=ends + timedelta(50), text=said(phrases.SENTENCES, 5))
    page = pages.Page(
        card=card,
        published_at=datetime.combine(starts - timedelta(28), time(9), UTC),
        easy_read={},
        purpose=said(phrases.SENTENCES, 4),
        frame_in=said(phrases.SENTENCES, 2),
        frame_out=said(phrases.SENTENCES),
        can_influence=said(phrases.SENTENCES, 3),
        cannot_influence=said(phrases.SENTENCES, 2),
        accessibility_note={},
        contact_function="Demokratisamordnare",
        contact_email="demokrati@example.org",
        stage="needs",
        legal_basis="voluntary",
        continuity="delimited",
        translations={"sv": "original"},
        questions=(said(phrases.TITLES), said(phrases.TITLES)),
        decisions=(pages.Decision(body="Stadsdelsnämnden", month=(ends + timedelta(90)).replace(day=1)),),
        findings=learnt if done else (),
        feedback=(answer,) if done else (),
        commitments=(promise,) if done else (),
        took_part=took_part(chance) if done else None,
    )
    return Made(number, page)


def _area(chance: random.Random, names: Catalogue) -> AreaRef:
    """Mostly a neighbourhood, at times a district, seldom the whole city."""
    (kind,) = chance.choices(("neighbourhood", "district", "city"), (82, 15, 3))
    return chance.choice([one for one in names.areas.values() if one.kind == kind and one.current])


def _occasion(number: int, day: date, place: str) -> pages.Occasion:
    return pages.Occasion(
        uuid=str(UUID(int=number)),
        sequence=0,
        starts=moment(day, time(18)),
        ends=moment(day, time(20)),
        kind="physical",
        state="planned",
        place=f"Biblioteket i {place}",
        languages=("sv",),
        wheelchair=True,
    )


def _status(starts: date, ends: date, chance: random.Random) -> Status:
    if starts > today():
        return Status.PLANNED
    if ends >= today():
        return Status.OPEN
    # Some never tell their residents what came of it.
    if ends > today() - timedelta(60) or chance.random() < 0.03:
        return Status.COMPILING
    return chance.choice((Status.REPORTED, Status.FOLLOWED_UP, Status.ARCHIVED))
