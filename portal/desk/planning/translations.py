"""The texts of a dialogue in another language, side by side with the Swedish ones."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.actions import translating
from portal.actions.draft import TEXT_FIELDS
from portal.actions.translating import Translation, translation_of
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.planning.asking import StepForm
from portal.desk.planning.labels import label
from portal.desk.seeing import may, seen
from portal.dialogues import queries
from portal.dialogues.record import Record
from portal.dialogues.translated import older_questions, older_texts
from portal.domain.errors import Collision, NotAllowed, RulesNotMet
from portal.domain.rights import Act
from portal.web.access import me
from portal.web.forms import length, optional, required, tidy
from portal.web.language import KNOWN, direction_of, name_of

blueprint = Blueprint("translations", __name__)

MOST = {"title": 120, "summary": 400}
HOW = {
    "human": _l("A person wrote it"),
    "machine": _l("A machine translated it and nobody has checked it"),
    "reviewed": _l("A machine translated it and a person has checked it"),
}


@dataclass(frozen=True, slots=True)
class Pair:
    """A Swedish text, the field for its translation, and whether the translation is older than the text."""

    field: str
    label: str
    swedish: str
    older: bool


def languages() -> list[str]:
    """The codes a dialogue can be translated to."""
    return [code for code in KNOWN if code != "sv"]


@dataclass(frozen=True, slots=True)
class Told:
    """How far the dialogue is translated to a language."""

    code: str
    name: str
    told: str
    older: bool


def overview(record: Record) -> list[Told]:
    """Every language a dialogue can be translated to."""
    found, followed = [], _followed(record)
    for code in languages():
        there = code in record.texts
        told = str(HOW[translation_of(record, code).how]) if there else ""
        older = there and any(one.older for one in _pairs(record, code, followed))
        found.append(Told(code, name_of(code), told, older))
    return found


@blueprint.route("/dialogues/<int(max=2147483647):dialogue_id>/plan/texts/<spoken>", methods=["GET", "POST"])
def edit(dialogue_id: int, spoken: str) -> Any:
    """Translate: the source to the one side, the translation to the other."""
    record = seen(dialogue_id)
    if not may(Act.PUBLISH if record.published_at else Act.EDIT, record):
        raise NotAllowed
    if spoken not in languages():
        abort(404)
    saved = translation_of(record, spoken)
    pairs = _pairs(record, spoken, _followed(record))
    form = _form(pairs, saved, record)
    if request.method == "POST" and form.validate():
        revision = int(form.revision.data) if (form.revision.data or "").isdigit() else 0
        try:
            translating.translate(record.id, spoken, _said(form), actor=me(), revision=revision)
        except Collision as collision:
            theirs = seen(record.id)
            values = _values(translation_of(theirs, spoken))
            differing = [(one.label, values.get(one.field, "")) for one in pairs if one.field in collision.fields]
            form.revision.data, form.revision.raw_data = str(theirs.revision), None
            return _page(form, pairs, theirs, spoken, differing=differing), 409
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
            return _page(form, pairs, record, spoken), 422
        tell(_l("Saved."))
        return redirect(url_for("desk.planning.step", dialogue_id=record.id, key="texts"))
    return _page(form, pairs, record, spoken), 422 if form.errors else 200


def _followed(record: Record) -> dict[int, Record]:
    """The versions that translations of a dialogue follow."""
    return queries.versions(record.id, {text.of_revision for text in record.texts.values() if text.of_revision})


def _pairs(record: Record, spoken: str, followed: dict[int, Record]) -> list[Pair]:
    text = record.texts.get(spoken)
    then = followed.get(text.of_revision or 0) if text else None
    changed = older_texts(record.swedish, then) if then else frozenset()
    known = list(zip(record.question_ids, (one["sv"] for one in record.questions), strict=False))
    reworded = older_questions(known, then) if then else frozenset()
    pairs = [
        Pair(name, label(name), getattr(record.swedish, name), name in changed)
        for name in TEXT_FIELDS
        if getattr(record.swedish, name) or getattr(text, name, "")
    ]
    return pairs + [
        Pair(f"question_{number}", f"{label('questions')} {place}", swedish, number in reworded)
        for place, (number, swedish) in enumerate(known, 1)
    ]


def _form(pairs: list[Pair], saved: Translation, record: Record) -> StepForm:
    fields: dict[str, Any] = {}
    for one in pairs:
        rules_of_it = [optional(), length(most=MOST.get(one.field, 500 if "question" in one.field else 4000))]
        if one.field == "title":
            rules_of_it = [_title_when_any(), length(least=5, most=MOST["title"])]
        fields[one.field] = TextAreaField(one.label, filters=[tidy], validators=rules_of_it)
    fields["how"] = RadioField(
        _l("How was it translated?"),
        choices=[SelectChoice(code, told) for code, told in HOW.items()],
        validators=[required()],
    )
    made: Any = type("TranslationForm", (StepForm,), fields)
    values = _values(saved) | {"how": saved.how, "revision": str(record.revision)}
    form: StepForm = made(data=values)
    return form


def _title_when_any() -> Any:
    """A translation has a title; when everything is empty the language is taken away."""

    def check(form: Any, field: Any) -> None:
        others = any(one.data for one in form if isinstance(one, TextAreaField) and one is not field)
        (required(_l("A translation needs a title.")) if others else optional())(form, field)

    return check


def _values(said: Translation) -> dict[str, str]:
    return dict(said.texts) | {f"question_{number}": text for number, text in said.questions.items()}


def _said(form: Any) -> Translation:
    texts = {name: form[name].data or "" for name in TEXT_FIELDS if name in form}
    questions = {
        int(field.name.removeprefix("question_")): field.data or ""
        for field in form
        if field.name.startswith("question_")
    }
    return Translation(texts=texts, questions=questions, how=form.how.data)


def _page(
    form: StepForm, pairs: list[Pair], record: Record, spoken: str, *, differing: list[tuple[str, str]] | None = None
) -> str:
    return render_template(
        "desk/planning/translation.html",
        form=form,
        pairs=pairs,
        record=record,
        spoken=spoken,
        spoken_name=name_of(spoken),
        spoken_direction=direction_of(spoken),
        differing=differing,
    )
