"""The life of what residents send in: allowed moves, when an answer is due, and signs that it may be spam."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from portal.domain.calendar import day_of, moment
from portal.domain.words import DeclineReason, SubmissionKind
from portal.domain.words import SubmissionState as S


class CameBy(StrEnum):
    """How a submission reached the city."""

    FORM = "form"
    TELEPHONE = "telephone"
    VISIT = "visit"
    PAPER = "paper"


class Verdict(StrEnum):
    """What a moderator decides about a submission."""

    APPROVE = "approve"
    ASK = "ask"
    DECLINE = "decline"
    FORWARD = "forward"


DECISION_DAYS = 3
"""Working days within which the sender gets a first decision."""

ANSWER_DAYS = 30
"""Days within which the sender gets an answer to what was approved, and after which an answered matter closes."""

UNDO = timedelta(minutes=1)
"""So long a decision can be undone: until then nobody outside the desk knows of it."""

MOVES: dict[S, frozenset[S]] = {
    S.RECEIVED: frozenset({S.UNDER_REVIEW, S.WITHDRAWN}),
    S.UNDER_REVIEW: frozenset({S.NEEDS_MORE, S.APPROVED, S.DECLINED, S.FORWARDED, S.WITHDRAWN}),
    S.NEEDS_MORE: frozenset({S.UNDER_REVIEW, S.WITHDRAWN}),
    S.APPROVED: frozenset({S.PUBLISHED, S.ANSWERED, S.CLOSED}),
    S.PUBLISHED: frozenset({S.ANSWERED, S.CLOSED, S.TAKEN_DOWN}),
    S.ANSWERED: frozenset({S.CLOSED, S.TAKEN_DOWN}),
    # The sender may ask once for another look, also at what was taken down.
    S.DECLINED: frozenset({S.UNDER_REVIEW, S.CLOSED}),
    S.FORWARDED: frozenset({S.CLOSED}),
    S.TAKEN_DOWN: frozenset({S.PUBLISHED, S.ANSWERED, S.UNDER_REVIEW, S.CLOSED}),
    S.WITHDRAWN: frozenset(),
    # A text that everybody can read stays there when the matter is closed, and can still be taken down.
    S.CLOSED: frozenset({S.TAKEN_DOWN}),
}

TO_DECIDE = frozenset({S.RECEIVED, S.UNDER_REVIEW})
UNDECIDED = TO_DECIDE | {S.NEEDS_MORE}
"""States in which the sender may still withdraw, and a moderator still has to decide."""

SETTLED = frozenset({S.DECLINED, S.FORWARDED, S.WITHDRAWN, S.CLOSED, S.TAKEN_DOWN})
"""States in which nothing more happens unless somebody asks."""


TWO_PEOPLE = frozenset({DeclineReason.HATE_OR_THREAT, DeclineReason.SECRECY})
"""Reasons for a no, also to what has been published, that two people must stand for."""

TO_DECLINE = tuple(one for one in DeclineReason if one is not DeclineReason.ON_REQUEST)
"""Reasons not to publish a text."""

TO_TAKE_DOWN = (
    DeclineReason.PERSONAL_DATA,
    DeclineReason.HATE_OR_THREAT,
    DeclineReason.ADVERTISING,
    DeclineReason.INDIVIDUAL_CASE,
    DeclineReason.SECRECY,
    DeclineReason.ON_REQUEST,
)
"""Reasons no longer to show a published text."""

BECOMES_DRAFT = frozenset({SubmissionKind.SUGGESTION, SubmissionKind.TIP, SubmissionKind.OWN_DIALOGUE})
"""Kinds that turn into a draft of a dialogue when they are approved."""

SHOWN = frozenset({SubmissionKind.COMMENT_ON_RESULTS})
"""Kinds whose text, as a moderator left it, is shown to everybody when they are approved."""

LEADS_TO: dict[Verdict, S] = {
    Verdict.APPROVE: S.APPROVED,
    Verdict.ASK: S.NEEDS_MORE,
    Verdict.DECLINE: S.DECLINED,
    Verdict.FORWARD: S.FORWARDED,
}
"""The state in which each decision leaves a submission."""


class Step(StrEnum):
    """One thing that was done with a submission."""

    RECEIVED = "received"
    TAKEN = "taken"
    HANDED_OVER = "handed_over"
    ASKED = "asked"
    REPLIED = "replied"
    APPROVED = "approved"
    DECLINED = "declined"
    FORWARDED = "forwarded"
    WITHDRAWN = "withdrawn"
    ASKED_AGAIN = "asked_again"
    PROPOSED = "proposed"
    YES_PROPOSED = "yes_proposed"
    SECONDED = "seconded"
    NOT_SECONDED = "not_seconded"
    UNDONE = "undone"
    REDACTED = "redacted"
    GATHERED = "gathered"
    SEPARATED = "separated"
    PUBLISHED = "published"
    NAME_SHOWN = "name_shown"
    ANSWERED = "answered"
    BECAME_DIALOGUE = "became_dialogue"
    DIALOGUE_REPORTED = "dialogue_reported"
    TAKEN_DOWN = "taken_down"
    PUT_BACK_PROPOSED = "put_back_proposed"
    PUT_BACK = "put_back"
    NAME_HIDDEN = "name_hidden"
    CLOSED = "closed"


INTERNAL = frozenset(
    {
        Step.HANDED_OVER,
        Step.PROPOSED,
        Step.YES_PROPOSED,
        Step.SECONDED,
        Step.NOT_SECONDED,
        Step.UNDONE,
        Step.REDACTED,
        Step.SEPARATED,
        Step.PUT_BACK_PROPOSED,
    }
)
"""Steps that the sender is not shown: how colleagues shared the work, and what was never decided."""


class Sign(StrEnum):
    """Something about a submission that a moderator should know before reading it."""

    HIDDEN_FIELD = "hidden_field"
    TOO_FAST = "too_fast"
    MANY_LINKS = "many_links"
    REPEATED = "repeated"
    MANY_FROM_ONE = "many_from_one"
    ECHO = "echo"
    PATTERN = "pattern"
    CROWD = "crowd"
    PERSONAL_DATA = "personal_data"


POINTS: dict[Sign, int] = {
    Sign.HIDDEN_FIELD: 60,
    Sign.TOO_FAST: 30,
    Sign.MANY_LINKS: 25,
    Sign.REPEATED: 20,
    Sign.MANY_FROM_ONE: 20,
    Sign.ECHO: 40,
    Sign.PATTERN: 30,
    Sign.CROWD: 20,
    Sign.PERSONAL_DATA: 0,
}
"""What each sign adds to the spam score; the score only sorts, people decide."""


LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def without_links(text: str) -> str:
    """The text as everybody may read it: web addresses are held back, for nobody has looked where they lead."""
    return LINK.sub("[…]", text)


def may_move(old: S, new: S) -> bool:
    """Whether the move is allowed."""
    return new in MOVES[old]


def working_days_after(day: date, count: int) -> date:
    """The day that lies `count` days from Monday to Friday after another."""
    while count:
        day += timedelta(1)
        count -= day.weekday() < 5
    return day


def due(received: datetime) -> datetime:
    """When a first decision is due: the end, in Stockholm, of the third working day after this moment."""
    return moment(working_days_after(day_of(received), DECISION_DAYS), time(23, 59))


def answer_due(received: datetime) -> datetime:
    """When an answer is due: the end, in Stockholm, of the thirtieth day after this moment."""
    return moment(day_of(received) + timedelta(ANSWER_DAYS), time(23, 59))


def needs_two(verdict: Verdict, reason: DeclineReason | None, *, two_said_no: bool) -> bool:
    """Whether a second person must agree before the decision counts: to a grave no, and to a yes after one."""
    if verdict is Verdict.APPROVE:
        return two_said_no
    return verdict is Verdict.DECLINE and reason in TWO_PEOPLE


def two_said_no(steps: Iterable[tuple[str, str | None]]) -> bool:
    """Whether two people have stood for a no, told by all steps with their reasons in order; two's yes ends that."""
    no = False
    for step, reason in steps:
        if step == Step.SECONDED:
            no = reason in TWO_PEOPLE
    return no


def two_took_down(steps: Sequence[str]) -> bool:
    """Whether two people stand for what was last taken down, told by all its steps in order."""
    taken = max((at for at, step in enumerate(steps) if step == Step.TAKEN_DOWN), default=len(steps))
    return Step.SECONDED in steps[taken:]


def may_ask_again(state: S, *, asked_before: bool) -> bool:
    """Whether the sender may ask for another look at a no: once, and as long as the matter is not closed."""
    return state in (S.DECLINED, S.TAKEN_DOWN) and not asked_before


def fingerprint(text: str) -> str:
    """A mark that is the same for texts that differ in letters' case, digits, signs, spaces and addresses only."""
    plain = LINK.sub(" ", unicodedata.normalize("NFKC", text).casefold())
    letters = "".join(one for one in plain if one.isalpha())
    return hashlib.sha256(letters.encode()).hexdigest()[:32]


def spam_score(signs: Iterable[Sign]) -> int:
    """How much looks like spam, from 0 to 100.

    A text that comes again and again, whole or sentence by sentence, is one sign, not two: an association's members
    write alike, and must have their receipts.
    """
    found = set(signs)
    if Sign.ECHO in found:
        found.discard(Sign.REPEATED)
    return min(100, sum(POINTS[sign] for sign in found))


ALIKE = frozenset({Sign.ECHO, Sign.PATTERN})
"""Signs of a flood: many have sent nearly the same."""

STRONG = 60
"""From this score on the signs of spam are strong."""


def spam_level(score: int) -> str:
    """The score in one word: none, some or strong."""
    if score >= STRONG:
        return "strong"
    return "some" if score > 0 else "none"


def has_many_links(text: str) -> bool:
    """Whether a text holds more than two web addresses."""
    return text.lower().count("http://") + text.lower().count("https://") + text.lower().count("www.") > 2
