"""The texts of a dialogue in another language, side by side with the Swedish ones."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField

from portal.actions import by_machine, translating
from portal.actions.translating import Rendered
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.planning import labels
from portal.desk.planning.asking import StepForm
from portal.desk.seeing import may, seen
from portal.dialogues.record import Record
from portal.domain.differences import Piece, differences
from portal.domain.errors import Collision, NotAllowed, RulesNotMet
from portal.domain.rights import Act
from portal.domain.wording import LEAST_OF_A_TITLE, mark, most
from portal.domain.words import Status
from portal.publications import coverage
from portal.publications.coverage import Coverage, Pair
from portal.publications.wording import Section
from portal.web.access import me
from portal.web.forms import length, optional, required, tidy
from portal.web.language import KNOWN, direction_of, name_of, name_within

blueprint = Blueprint("translations", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A Swedish text, the field for its translation, and what has changed since, when it is older."""

    pair: Pair
    field: str
    label: str
    changed: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """How far a dialogue is translated to a language."""

    code: str
    name: str
    coverage: Coverage


def languages() -> list[str]:
    """The codes a dialogue can be translated to."""
    return [code for code in KNOWN if code != "sv"]


def overview(record: Record) -> list[Told]:
    """Every language a dialogue can be translated to."""
    found = coverage.covered(record.id, languages())
    return [Told(code, name_of(code), one) for code, one in found.items()]


@blueprint.route(
    "/dialogues/<int(max=2147483647):dialogue_id>/plan/texts/<spoken>",
    methods=["GET", "POST"],
    defaults={"section": Section.ABOUT.value},
)
@blueprint.route(
    "/dialogues/<int(max=2147483647):dialogue_id>/plan/texts/<spoken>/<any(results):section>", methods=["GET", "POST"]
)
def edit(dialogue_id: int, spoken: str, section: str) -> Any:
    """Translate: the source to the one side, the translation to the other."""
    record, part = seen(dialogue_id), Section(section)
    if not may(_needed(record, part), record):
        raise NotAllowed
    if spoken not in languages():
        abort(404)
    every = coverage.pairs(record.id, spoken)
    shown = [_shown(pair) for pair in every if pair.wording.section is part]
    form = _form(shown, record)
    if request.method == "POST" and form.validate():
        revision = int(form.revision.data) if (form.revision.data or "").isdigit() else 0
        try:
            translating.translate(record.id, spoken, part, _said(form, shown), actor=me(), revision=revision)
        except Collision as collision:
            theirs = {pair.wording.part: pair.text for pair in coverage.pairs(record.id, spoken)}
            differing = [
                (one.label, theirs.get(one.pair.wording.part, ""))
                for one in shown
                if one.pair.wording.part in collision.fields
            ]
            form.revision.data, form.revision.raw_data = str(seen(record.id).revision), None
            return _page(form, shown, every, record, spoken, part, differing=differing), 409
        except RulesNotMet as broken:
            rules.mark(form, tuple(replace(one, field=_at(one.field, spoken)) for one in broken.problems))
            return _page(form, shown, every, record, spoken, part), 422
        tell(_l("Saved."))
        return redirect(request.path)
    return _page(form, shown, every, record, spoken, part), 422 if form.errors else 200


@blueprint.post("/dialogues/<int(max=2147483647):dialogue_id>/plan/texts/<spoken>/machine")
def machine(dialogue_id: int, spoken: str) -> Any:
    """Have the translation service write what is missing."""
    record = seen(dialogue_id)
    if spoken not in languages() or not _machine_there():
        abort(404)
    by_machine.ask(record.id, spoken, actor=me())
    return redirect(url_for(".edit", dialogue_id=record.id, spoken=spoken))


def _machine_there() -> bool:
    return current_app.config["PORTAL"].translation_url is not None


def _needed(record: Record, section: Section) -> Act:
    if section is Section.RESULTS:
        return Act.REPORT
    return Act.PUBLISH if record.published_at else Act.EDIT


def _at(field: str, spoken: str) -> str:
    return field.removeprefix(f"translation-{spoken}-").replace("-", "_")


def _shown(pair: Pair) -> Shown:
    wording = pair.wording
    changed = differences(pair.follows, wording.swedish) if pair.older and pair.follows else ()
    return Shown(pair, wording.part.replace("-", "_"), labels.text(wording.part, wording.number), changed)


def _form(shown: list[Shown], record: Record) -> StepForm:
    fields: dict[str, Any] = {}
    values: dict[str, Any] = {"revision": str(record.revision)}
    for one in shown:
        wording = one.pair.wording
        rules_of_it = [optional(), length(most=most(wording.kind))]
        if wording.part == "title":
            rules_of_it = [_title_when_any(), length(least=LEAST_OF_A_TITLE, most=most("title"))]
        fields[one.field] = TextAreaField(one.label, filters=[tidy], validators=rules_of_it)
        fields[f"seen_{one.field}"] = HiddenField()
        values |= {one.field: one.pair.text, f"seen_{one.field}": mark(wording.swedish)}
        if one.pair.older or one.pair.unchecked:
            fields[f"checked_{one.field}"] = BooleanField(_l("It says the same as the Swedish text"))
    fields["by_machine"] = BooleanField(
        _l("What I have written here was made by a machine, and nobody has checked it"),
        description=_l("Residents are told so. What was decided is shown in Swedish until somebody has checked it."),
    )
    made: Any = type("TranslationForm", (StepForm,), fields)
    form: StepForm = made(data=values)
    return form


def _title_when_any() -> Any:
    """A translation has a title; when everything is empty the language is taken away."""

    def check(form: Any, field: Any) -> None:
        others = any(one.data for one in form if isinstance(one, TextAreaField) and one is not field)
        (required(_l("A translation needs a title.")) if others else optional())(form, field)

    return check


def _said(form: Any, shown: list[Shown]) -> Rendered:
    parts = {one.pair.wording.part: one.field for one in shown}
    return Rendered(
        texts={part: form[field].data or "" for part, field in parts.items()},
        checked=frozenset(
            part for part, field in parts.items() if f"checked_{field}" in form and form[f"checked_{field}"].data
        ),
        seen={part: form[f"seen_{field}"].data or "" for part, field in parts.items()},
        by_machine=form.by_machine.data,
    )


def _page(
    form: StepForm,
    shown: list[Shown],
    every: list[Pair],
    record: Record,
    spoken: str,
    section: Section,
    *,
    differing: list[tuple[str, str]] | None = None,
) -> str:
    return render_template(
        "desk/planning/translation.html",
        form=form,
        shown=shown,
        section=section,
        sections={
            one: coverage.counted(there)
            for one in Section
            if may(_needed(record, one), record)
            and (there := [pair for pair in every if pair.wording.section is one])
        },
        machine=(machine := _machine_there() and by_machine.possible(record.status) and may(Act.PUBLISH, record)),
        asked=by_machine.asked(record.id, spoken) if machine else None,
        public=record.published_at is not None and record.status is not Status.UNPUBLISHED,
        record=record,
        spoken=spoken,
        spoken_name=name_within(spoken),
        spoken_direction=direction_of(spoken),
        differing=differing,
    )
