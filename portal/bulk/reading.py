"""Make an entry of a row, and note every cell that cannot be understood."""

from datetime import date, time, timedelta
from typing import Any

from portal.actions.draft import DecisionDraft, DialogueDraft, GoalDraft, QuestionDraft, TargetDraft
from portal.bulk.columns import BY_NAME
from portal.bulk.entry import Entry, Results
from portal.bulk.faults import Findings
from portal.bulk.mapping import Mapping
from portal.bulk.names import Names
from portal.bulk.values import read
from portal.dialogues.record import TEXT_FIELDS
from portal.domain.calendar import moment
from portal.domain.readiness import CHECKLIST
from portal.domain.words import Continuity, Form, Influence, LegalBasis, Stage, Status
from portal.publications.reference import Catalogue
from portal.tables.row import Cell, Row

FEEDBACK_DAYS = 60
"""Residents are told the result this many days after the end, unless the file promises otherwise."""

_AS_GIVEN = (
    "co_organisers", "partners", "themes", "groups", "methods", "official_channel_url", "expected",
    "contact_function", "contact_email", "overlap_reason", "internal_note", "seldom_heard_reason", "occasions",
)  # fmt: skip


def entry(
    row: Row, mapping: Mapping, names: Names, catalogue: Catalogue, *, mark: str, history_until: date | None = None
) -> tuple[Entry | None, Findings]:
    """The entry of a row and its mistakes; None when there is nothing to judge further.

    `mark` tells the file from others: a row without a reference of its own is known by it and its number.
    `history_until` is the day before which dialogues are history, or None.
    """
    cells, translated, headings = _sorted(row, mapping)
    findings = Findings(row.number, headings)
    values: dict[str, Any] = {name: read(cell, BY_NAME[name], names, findings) for name, cell in cells.items()}
    values = {name: value for name, value in values.items() if value is not None}
    translations = _translations(translated, names, findings)
    if "title" not in values and "title" not in cells:
        findings.note("title", "B.required")
    if history_until is not None:
        _of_history(values, findings, history_until)
    _complete(values, catalogue)
    if not values.get("lead") and "lead" not in cells:
        findings.note("lead", "B.required")
    if "title" not in values or not values.get("lead"):
        return None, findings
    reference = str(values.get("reference") or f"file:{mark}:{row.number}")
    return Entry(
        row=row.number,
        reference=reference,
        draft=_draft(values),
        status=Status(values.get("status", Status.DRAFT)),
        translations=translations,
        machine_translated=values.get("machine_translated", ()),
        results=_results(values),
        published_on=values.get("published_on"),
        cancelled_reason=str(values.get("cancelled_reason", "")),
        report_interval=values.get("report_interval_months"),
    ), findings


def _sorted(row: Row, mapping: Mapping) -> tuple[dict[str, Cell], dict[str, dict[str, Cell]], dict[str, str]]:
    """The cells by column, those of translations by language and column, and the headings of columns."""
    cells: dict[str, Cell] = {}
    translated: dict[str, dict[str, Cell]] = {}
    headings: dict[str, str] = {}
    for heading, cell in row.cells.items():
        place = mapping.place(heading)
        if place is None:
            continue
        name = place.column.name
        kept = cells if place.language is None else translated.setdefault(place.language, {})
        key = name if place.language is None else f"{name}_{place.language}"
        if name in kept and mapping.nearer(headings[key], heading) != heading:
            continue
        kept[name] = cell
        headings[key] = heading
    return mapping.completed(cells), translated, headings


def _translations(
    translated: dict[str, dict[str, Cell]], names: Names, findings: Findings
) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for language, cells in translated.items():
        headings = {name: findings.headings[f"{name}_{language}"] for name in cells}
        own = Findings(findings.row, headings)
        texts = {name: str(read(cell, BY_NAME[name], names, own) or "") for name, cell in cells.items()}
        findings.faults += own.faults
        if "title" not in cells:
            findings.note(f"title_{language}", "B.translation", language=language)
        found[language] = texts
    return found


def _of_history(values: dict[str, Any], findings: Findings, until: date) -> None:
    """An old dialogue is over whatever its list says, and lies in its district when its place has no name here."""
    ends = values.get("ends") or values.get("starts")
    if values.get("status") in (Status.PLANNED, Status.OPEN) and ends and ends < until:
        values["status"] = Status.ARCHIVED
    if values.get("district") and not values.get("areas"):
        findings.faults = [one for one in findings.faults if one.problem.field != "areas"]


def _complete(values: dict[str, Any], catalogue: Catalogue) -> None:
    """Fill in what follows from the rest: area from district, organiser from area, minutes, promised day."""
    district = values.get("district")
    if not values.get("areas") and district:
        values["areas"] = district
    areas = values.get("areas") or ()
    if not values.get("lead"):
        districts = {catalogue.district_of(slug) for slug in areas}
        committee = next((one for one in catalogue.organisations.values() if {one.area} == districts), None)
        if committee is not None and committee.area:
            values["lead"] = (committee.slug,)
    if "minutes" not in values:
        usual = [catalogue.methods[slug].minutes or 0 for slug in values.get("methods", ())]
        values["minutes"] = max(usual, default=0) or None
    ends = values.get("ends")
    if isinstance(ends, date) and "feedback_promised" not in values:
        values["feedback_promised"] = ends + timedelta(FEEDBACK_DAYS)


def _draft(values: dict[str, Any]) -> DialogueDraft:
    deadline = values.get("response_deadline")
    given = {name: values[name] for name in _AS_GIVEN if name in values}
    return DialogueDraft(
        lead=values["lead"][0],
        texts={name: values.get(name, "") for name in TEXT_FIELDS},
        areas=values.get("areas", ()),
        languages=values.get("languages") or ("sv",),
        form=Form(values.get("form", Form.CITIZEN_DIALOGUE)),
        influence=Influence(values["influence"]) if "influence" in values else None,
        legal_basis=LegalBasis(values.get("legal_basis", LegalBasis.VOLUNTARY)),
        stage=Stage(values.get("stage", Stage.NEEDS)),
        continuity=Continuity(values.get("continuity", Continuity.DELIMITED)),
        starts=values.get("starts"),
        ends=values.get("ends"),
        minutes=values.get("minutes"),
        feedback_promised=values.get("feedback_promised"),
        response_deadline=moment(deadline, time(23, 59)) if deadline else None,
        checklist={name: values.get(f"checklist_{name}", "") for name in CHECKLIST},
        questions=tuple(QuestionDraft(text=one) for one in values.get("questions", ())),
        goals=tuple(GoalDraft(text=one) for one in dict.fromkeys(values.get("goals", ()))),
        decisions=_decisions(values),
        targets=tuple(TargetDraft(group=one, seldom_heard=True) for one in values.get("seldom_heard", ())),
        **given,
    )


def _decisions(values: dict[str, Any]) -> tuple[DecisionDraft, ...]:
    body, month = values.get("decision_body", ""), values.get("decision_month")
    if not body and month is None:
        return ()
    return (DecisionDraft(body=body, month=month, case_number=values.get("case_number", "")),)


def _results(values: dict[str, Any]) -> Results:
    women, men, other = (values.get(name) for name in ("women", "men", "other"))
    total = values.get("participants")
    if total is None and (women, men, other) != (None, None, None):
        total = sum(count or 0 for count in (women, men, other))
    if total is not None and (women, men, other) == (None, None, None):
        # Only a head count is known: nobody was asked.
        other = total
    return Results(
        text=values.get("result", ""),
        on=values.get("result_on"),
        findings=values.get("findings", ()),
        no_finding_because=values.get("no_finding_because", ""),
        total=total,
        women=women or 0,
        men=men or 0,
        other=other or 0,
    )
