"""Receive what residents send in: kept whole, marked with what a moderator should notice, never refused."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from psycopg.errors import UniqueViolation
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import rates
from portal.actions.handling import record
from portal.db import db, now, transaction
from portal.dialogues.models import Dialogue
from portal.domain import echoes, privacy
from portal.domain.errors import NotFound, NotPossible
from portal.domain.lifecycle import PUBLIC
from portal.domain.submissions import CameBy, Sign, Step, answer_due, due, fingerprint, has_many_links, spam_score
from portal.domain.words import SubmissionKind
from portal.domain.written import written_in
from portal.organisations import queries as organisations
from portal.publications.catalogue import catalogue
from portal.submissions import queries
from portal.submissions.models import Attachment, Submission

WHOLE_CITY = "stadsledningskontoret"
"""Who reads what concerns no district in particular."""

REPEATED_WITHIN = timedelta(hours=24)
"""The same text within so long is marked as repeated."""

ECHO_SECONDS = 24 * 3600
CROWD_SECONDS = 3600

# Without letters and digits that are taken for one another when read aloud or written down.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that has been opened, stripped and kept: its SHA-256, and the name its owner gave it."""

    sha256: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A submission as it was sent; codes are slugs. `once` is the same when the same thing is sent again."""

    kind: SubmissionKind
    title: str
    body: str
    language: str
    once: str
    area: str | None = None
    theme: str | None = None
    about: str | None = None
    name: str = ""
    show_name: bool = False
    email: str = ""
    signs: frozenset[Sign] = frozenset()
    on_behalf_by: int | None = None
    came_by: CameBy = CameBy.FORM
    files: tuple[SentFile, ...] = ()


def receive(sent: Sent) -> str:
    """Keep a submission and return its secret code; what was sent before gives the code it got then.

    Raises NotFound when an area, theme or dialogue is unknown.
    """
    for _attempt in range(3):
        known = queries.code_sent_once(sent.once)
        if known is not None:
            return known
        try:
            with transaction():
                return _keep(sent)
        except IntegrityError as error:
            # Sent twice at the same moment, or a reference that another has: look again.
            if not isinstance(error.orig, UniqueViolation):
                raise
    raise NotPossible


def _keep(sent: Sent) -> str:
    moment = now()
    area, theme = catalogue().areas.get(sent.area or ""), catalogue().themes.get(sent.theme or "")
    about = _published(sent.about) if sent.about else None
    for wanted, found in ((sent.area, area), (sent.theme, theme), (sent.about, about)):
        if wanted and found is None:
            raise NotFound(wanted)
    signs, mark = set(sent.signs), fingerprint(sent.body)
    signs |= _flood(sent)
    times = queries.times_seen(mark, since=moment - REPEATED_WITHIN, most=echoes.OFTEN + 1)
    signs |= {Sign.REPEATED} if times else set()
    signs |= {Sign.ECHO} if times > echoes.OFTEN and sent.came_by is CameBy.FORM else set()
    if privacy.everything(f"{sent.title}\n{sent.body}"):
        signs.add(Sign.PERSONAL_DATA)
    if has_many_links(f"{sent.title}\n{sent.body}"):
        signs.add(Sign.MANY_LINKS)
    submission = Submission(
        code=secrets.token_urlsafe(16),
        reference=f"DP-{moment:%Y}-{''.join(secrets.choice(_ALPHABET) for _ in range(6))}",
        once=sent.once,
        kind=sent.kind,
        title=sent.title,
        body=sent.body,
        language=sent.language,
        written_in=written_in(f"{sent.title}\n{sent.body}"),
        fingerprint=mark,
        came_by=sent.came_by,
        area_id=area.id if area else None,
        theme_id=theme.id if theme else None,
        about_id=about.id if about else None,
        organisation_id=about.lead_id if about else reader_of(sent.area),
        name=sent.name,
        show_name=bool(sent.name) and sent.show_name,
        email=sent.email,
        on_behalf_by_id=sent.on_behalf_by,
        spam_score=spam_score(signs),
        marks=sorted(signs),
        due_at=due(moment),
        first_due_at=due(moment),
        answer_due_at=answer_due(moment),
        attachments=[Attachment(sha256=one.sha256, name=one.name) for one in sent.files],
    )
    db.session.add(submission)
    db.session.flush()
    record(submission, Step.RECEIVED, by=sent.on_behalf_by)
    return submission.code


def _flood(sent: Sent) -> set[Sign]:
    """Signs that it came with very many others; what staff write down for somebody is no part of a flood."""
    if sent.came_by is not CameBy.FORM:
        return set()
    times = rates.count_each([f"sentence:{one}" for one in echoes.sentences(sent.body)], seconds=ECHO_SECONDS)
    at_once = rates.count(f"received:{sent.area}", seconds=CROWD_SECONDS)
    found = {Sign.ECHO: echoes.is_echo(times.values()), Sign.CROWD: at_once > echoes.MANY_AT_ONCE}
    return {sign for sign, seen in found.items() if seen}


def _published(slug: str) -> Dialogue | None:
    return db.session.scalar(
        select(Dialogue).where(Dialogue.slug == slug, Dialogue.status.in_(PUBLIC), Dialogue.published_at.is_not(None))
    )


def reader_of(area: str | None) -> int:
    """The id of the organisation that reads what concerns an area: the district's committee or the city's office."""
    district = catalogue().district_of(area) if area else None
    committee = organisations.of_area(catalogue().areas[district].id) if district else None
    reader = committee or organisations.by_slug(WHOLE_CITY)
    if reader is None:
        raise NotFound(WHOLE_CITY)
    return reader.id
