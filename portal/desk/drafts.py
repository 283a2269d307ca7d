"""From the planning form to a draft, and from a saved record back to the form."""

from datetime import time
from uuid import UUID

from portal.actions.draft import TEXT_FIELDS, DialogueDraft, OccasionDraft
from portal.desk.dialogue_form import DialogueForm, OccasionForm
from portal.dialogues.record import OccasionRecord, Record
from portal.domain.calendar import STOCKHOLM, day_of, moment
from portal.domain.readiness import CHECKLIST
from portal.domain.words import Continuity, Form, Influence, LegalBasis, OccasionKind, RegistrationNeed, Stage
from portal.overlap.check import Plan
from portal.publications.catalogue import catalogue

_SAME = (
    "co_organisers",
    "partners",
    "areas",
    "themes",
    "groups",
    "methods",
    "languages",
    "starts",
    "ends",
    "minutes",
    "expected",
    "contact_function",
    "contact_email",
    "feedback_promised",
    "overlap_reason",
    "internal_note",
    "seldom_heard_reason",
    "official_channel_url",
)
_TICKS = ("wheelchair", "hearing_loop", "sign_language", "interpreter", "childcare", "refreshments")
_END_OF_DAY = time(23, 59)


def draft_of(form: DialogueForm, *, kept: Record | None = None) -> DialogueDraft:
    """What the form says; what it does not ask about is taken from the saved record."""
    return DialogueDraft(
        lead=form.lead.data,
        texts={name: form[name].data or "" for name in TEXT_FIELDS},
        co_organisers=kept.co_organisers if kept else (),
        partners=kept.partners if kept else (),
        areas=tuple(form.areas.data or ()),
        themes=tuple(form.themes.data or ()),
        groups=tuple(form.groups.data or ()),
        methods=tuple(form.methods.data or ()),
        languages=tuple(form.languages.data or ("sv",)),
        form=Form(form.form.data),
        influence=Influence(form.influence.data) if form.influence.data else None,
        legal_basis=LegalBasis(form.legal_basis.data),
        stage=Stage(form.stage.data),
        continuity=Continuity(form.continuity.data),
        starts=form.starts.data,
        ends=form.ends.data if form.continuity.data != Continuity.CONTINUOUS else None,
        response_deadline=moment(form.response_deadline.data, _END_OF_DAY) if form.response_deadline.data else None,
        official_channel_url=form.official_channel_url.data or None,
        minutes=form.minutes.data or usual_minutes(form.methods.data or []),
        expected=form.expected.data,
        contact_function=form.contact_function.data or "",
        contact_email=form.contact_email.data or "",
        feedback_promised=form.feedback_promised.data,
        overlap_reason=form.overlap_reason.data or "",
        internal_note=form.internal_note.data or "",
        checklist={name: form[f"checklist_{name}"].data or "" for name in CHECKLIST},
        questions=_lines(form.questions.data, longest=500),
        goals=_lines(form.goals.data, longest=500),
        decision_body=form.decision_body.data or "",
        decision_month=form.decision_month.data,
        case_number=form.case_number.data or "",
        seldom_heard=tuple(form.seldom_heard.data or ()),
        seldom_heard_reason=form.seldom_heard_reason.data or "",
        occasions=tuple(_occasion(entry.form) for entry in form.occasions if entry.form.filled),
    )


def usual_minutes(methods: list[str]) -> int | None:
    """The longest usual time of the chosen methods."""
    known = catalogue().methods
    return max((known[slug].minutes or 0 for slug in methods if slug in known), default=0) or None


def plan_of_form(form: DialogueForm, *, dialogue_id: int | None) -> Plan | None:
    """What the overlap check needs, as far as the form says it; None while place, day or people are missing."""
    if not (form.starts.data and form.areas.data and form.groups.data):
        return None
    return Plan(
        id=str(dialogue_id or ""),
        starts=form.starts.data,
        ends=form.ends.data,
        areas=tuple(form.areas.data),
        groups=tuple(form.groups.data),
        themes=tuple(form.themes.data or ()),
        minutes=form.minutes.data or usual_minutes(form.methods.data or []) or 30,
        organiser=form.lead.data or "",
        statutory=form.legal_basis.data != LegalBasis.VOLUNTARY,
    )


def values_of(record: Record) -> dict[str, object]:
    """A saved record as the values of the form."""
    values: dict[str, object] = {name: getattr(record, name) for name in _SAME}
    values |= {name: getattr(record.swedish, name) for name in TEXT_FIELDS}
    values |= {f"checklist_{name}": (record.checklist or {}).get(name, "") for name in CHECKLIST}
    values |= {
        name: getattr(record, name) for name in ("influence", "form", "legal_basis", "stage", "continuity", "lead")
    }
    first = record.decisions[0] if record.decisions else None
    values |= {
        "revision": str(record.revision),
        "response_deadline": day_of(record.response_deadline) if record.response_deadline else None,
        "questions": "\n".join(one["sv"] for one in record.questions),
        "goals": "\n".join(one.text for one in record.goals),
        "decision_body": first.body if first else "",
        "decision_month": first.month if first else None,
        "case_number": first.case_number if first else "",
        "seldom_heard": [one.group for one in record.targets if one.seldom_heard],
        "occasions": [_occasion_values(one) for one in record.occasions],
    }
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _occasion(form: OccasionForm) -> OccasionDraft:
    return OccasionDraft(
        uuid=form.uuid.data or "",
        day=form.day.data,
        begins=form.begins.data,
        ends=form.ends.data,
        kind=OccasionKind(form.kind.data),
        registration=RegistrationNeed(form.registration.data),
        place=form.place.data or "",
        address=form.address.data or "",
        online_url=form.online_url.data or None,
        capacity=form.capacity.data,
        wheelchair=bool(form.wheelchair.data),
        hearing_loop=bool(form.hearing_loop.data),
        sign_language=bool(form.sign_language.data),
        interpreter=bool(form.interpreter.data),
        childcare=bool(form.childcare.data),
        refreshments=bool(form.refreshments.data),
    )


def _occasion_values(one: OccasionRecord) -> dict[str, object]:
    starts, ends = one.starts.astimezone(STOCKHOLM), one.ends.astimezone(STOCKHOLM)
    return {
        "uuid": one.uuid,
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time(),
        "kind": one.kind,
        "place": one.place,
        "address": one.address,
        "online_url": one.online_url,
        "capacity": one.capacity,
        "registration": one.registration,
        **{name: getattr(one, name) for name in _TICKS},
    }


def _lines(text: str | None, *, longest: int) -> tuple[str, ...]:
    return tuple(line.strip()[:longest] for line in (text or "").splitlines() if line.strip())


def differing(form: DialogueForm, theirs: Record) -> list[tuple[str, str]]:
    """What somebody else saved differently: the label of each field and their text."""
    found = []
    for name, value in values_of(theirs).items():
        field = form[name] if name in form else None
        if field is None or name in ("revision", "once", "occasions"):
            continue
        mine, other = field.data, value
        if isinstance(other, list):
            mine, other = sorted(mine or []), sorted(other)
        if (mine or None) != (other or None):
            shown = ", ".join(other) if isinstance(other, list) else str(other or "–")
            found.append((str(field.label.text), shown))
    return found


def mark_of(form: DialogueForm) -> UUID | None:
    """The mark of this opened form: sent twice it is the same; None when somebody has changed it."""
    try:
        return UUID(form.once.data or "")
    except ValueError:
        return None
