"""What the forms about results let one choose, in the clerk's language."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from portal.desk.outcome_form import FeedbackForm, FindingForm, MeasureForm, OptionForm, PromiseForm
from portal.dialogues.record import Record
from portal.documents import queries as documents
from portal.domain.words import Continuity, FeedbackKind, Status
from portal.outcomes import queries
from portal.publications.catalogue import by_short_name, catalogue
from portal.publications.reference import Term
from portal.web import names
from portal.web.aims import GLOBAL_GOALS
from portal.web.dates import moment, month
from portal.web.language import said
from portal.web.words import choices


def offer(form: Any, record: Record) -> None:
    """Fill in what the fields of a form let one choose."""
    if isinstance(form, FindingForm):
        _offer_finding(form, record)
    elif isinstance(form, FeedbackForm):
        form.kind.choices = choices("feedback_kind")
        if not form.is_submitted() and form.kind.data is None:
            form.kind.data = _awaited(record)
    elif isinstance(form, MeasureForm):
        form.sdg.choices = [("", _("None"))] + [
            (number, f"{number}. {name}") for number, name in GLOBAL_GOALS.items()
        ]
    elif isinstance(form, OptionForm):
        promised = queries.commitments(record.id, bare=True)
        form.commitment.choices = [("", _("None"))] + [(str(one.id), one.texts["sv"]) for one in promised]
    elif isinstance(form, PromiseForm):
        form.organisation.choices = [(one.slug, one.short) for one in by_short_name(catalogue()) if one.current]
        form.decision.choices = [("", _("No decision yet"))] + [
            (str(one.id), one.body if one.month is None else f"{one.body}, {month(one.month)}")
            for one in record.decisions
            if one.id
        ]
        if not form.is_submitted():
            form.organisation.data = record.lead


def _awaited(record: Record) -> str:
    """What residents wait for next: thanks while they can take part, then the result, then what was done."""
    if record.continuity is Continuity.CONTINUOUS:
        return FeedbackKind.PERIOD_REPORT
    if record.status is Status.COMPILING:
        return FeedbackKind.RESULT
    if record.status in (Status.PLANNED, Status.OPEN):
        return FeedbackKind.CONFIRMATION
    return FeedbackKind.IMPLEMENTATION


def _offer_finding(form: FindingForm, record: Record) -> None:
    known = catalogue()
    form.kind.choices = choices("finding_kind")
    form.strength.choices = choices("finding_strength")
    form.seen_in.choices = [
        ("", _("None of these")),
        *((f"occasion:{one.id}", f"{moment(one.starts)} {one.place}".strip()) for one in record.occasions),
        *((f"document:{one.id}", one.title) for one in documents.of_dialogue(record.id)),
    ]
    if not form.is_submitted() and form.seen_in.data is None and len(record.occasions) == 1:
        form.seen_in.data = f"occasion:{record.occasions[0].id}"
    districts = {known.district_of(slug) for slug in record.areas} - {None}
    near = {one.slug: one.name for home in sorted(filter(None, districts)) for one in names.neighbourhoods(home)}
    form.areas.choices = list(({slug: known.areas[slug].name for slug in record.areas} | near).items())
    form.themes.choices = _terms(known.themes)
    form.groups.choices = [pair for pair in _terms(known.groups) if pair[0] != "all"]


def _terms(terms: Mapping[str, Term]) -> list[tuple[str, str]]:
    return [(one.slug, said(one.names).text) for one in terms.values()]
