"""Planning a dialogue step by step: register, fill in, come back, check."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.actions import dialogues as actions
from portal.actions.draft import DialogueDraft, flat, with_changes
from portal.actions.drafting import draft_of
from portal.actions.facts import facts_of
from portal.desk import choices, rules
from portal.desk.messages import tell
from portal.desk.overlap import panel, points
from portal.desk.planning import asking, carrying, labels, standing, translations
from portal.desk.planning.basics import NewForm
from portal.desk.planning.guidance import EXAMPLES
from portal.desk.planning.marks import mark_of
from portal.desk.planning.scope import ScopeForm
from portal.desk.planning.steps import BY_KEY, STEPS, Step, step_after
from portal.desk.seeing import may, seen
from portal.dialogues import queries
from portal.dialogues.record import Record
from portal.domain import readiness
from portal.domain.errors import Collision, NotAllowed, RulesNotMet
from portal.domain.rights import Act
from portal.domain.words import Influence, LegalBasis
from portal.overlap.check import Plan
from portal.publications.catalogue import catalogue
from portal.web.access import me
from portal.web.dates import today
from portal.web.language import code, comma_of

blueprint = Blueprint("planning", __name__)

DIALOGUE = "/dialogues/<int(max=2147483647):dialogue_id>"


@blueprint.route("/dialogues/new", methods=["GET", "POST"])
def new() -> Any:
    """Register a dialogue; title and organiser are enough."""
    if not me().may(Act.REGISTER):
        raise NotAllowed
    form = NewForm()
    choices.offer(form, me())
    if request.method == "POST" and form.validate():
        draft = with_changes(DialogueDraft(lead=form.lead.data, texts={}), carrying.changes_of(form))
        dialogue = actions.register(draft, actor=me(), once=mark_of(form.once.data))
        tell(_("Saved as a draft."))
        return _onwards(dialogue.id, BY_KEY["basics"])
    if request.method == "GET":
        form.once.data = str(uuid4())
    return _page(BY_KEY["basics"], form, record=None), 422 if form.errors else 200


@blueprint.get(f"{DIALOGUE}/edit")
def edit(dialogue_id: int) -> Any:
    """The address of the one long form there once was."""
    return redirect(url_for(".step", dialogue_id=dialogue_id, key="basics"), 301)


@blueprint.route(f"{DIALOGUE}/plan/<key>", methods=["GET", "POST"])
def step(dialogue_id: int, key: str) -> Any:
    """One step of the plan."""
    here = BY_KEY.get(key) or abort(404)
    record = seen(dialogue_id)
    if not may(Act.PUBLISH if record.published_at else Act.EDIT, record):
        raise NotAllowed
    if here.form is None:
        return _page(here, None, record=record)
    form = _form(here, record)
    if request.method == "POST":
        if "add" in request.form:
            form.add_row(request.form["add"])
            choices.offer(form, me(), lead=record.lead)
            return _page(here, form, record=record)
        if "check" in request.form:
            return _page(here, form, record=record, asked=True)
        if form.validate():
            return _save(here, form, record)
    return _page(here, form, record=record), 422 if request.method == "POST" and form.errors else 200


def _form(here: Step, record: Record) -> asking.StepForm:
    assert here.form is not None
    draft = draft_of(record)
    form = here.form(data=carrying.values_of(here.form, draft) | {"revision": str(record.revision)})
    if request.method == "GET":
        standing.offer_rows(form, draft)
    if here.key == "reach":
        form.asked = frozenset(draft.groups)
    choices.offer(form, me(), lead=record.lead)
    return form


def _save(here: Step, form: asking.StepForm, record: Record) -> Any:
    revision = int(form.revision.data) if (form.revision.data or "").isdigit() else 0
    try:
        merged = actions.edit(record.id, carrying.changes_of(form), actor=me(), revision=revision, today=today())
    except Collision as collision:
        theirs = seen(record.id)
        values, names = flat(draft_of(theirs)), choices.named()
        differing = [(labels.label(name), carrying.shown(values[name], names)) for name in collision.fields]
        form.revision.data = str(theirs.revision)
        # FlaskForm would draw the number that was sent.
        form.revision.raw_data = None
        return _page(here, form, record=theirs, differing=differing), 409
    except RulesNotMet as broken:
        rules.mark(form, broken.problems)
        return _page(here, form, record=record), 422
    if merged.theirs:
        changed = comma_of(code()).join(labels.label(name) for name in merged.theirs)
        tell(_("Saved. Meanwhile somebody else changed: %(fields)s. That is kept too.", fields=changed))
    else:
        tell(_("Saved."))
    if isinstance(form, ScopeForm) and _owes_a_reason(form, record):
        # Only this step and the last one show the overlap: whoever goes on should not learn of it at the end.
        tell(_("The overlap is high. Before you publish: change the plan, or tell residents why it cannot wait."))
    return _onwards(record.id, here)


def _owes_a_reason(form: ScopeForm, record: Record) -> bool:
    shown = panel(plan_of_form(form, record=record))
    facts = replace(
        facts_of(record, catalogue()),
        overlap_level=shown.answer.level if shown else "low",
        overlap_reason=form.overlap_reason.data or "",
    )
    return bool(list(readiness.overlap_reason(facts)))


def _onwards(dialogue_id: int, here: Step) -> Any:
    if "leave" in request.form:
        return redirect(url_for("desk.dialogues.show", dialogue_id=dialogue_id))
    return redirect(url_for(".step", dialogue_id=dialogue_id, key=step_after(here).key))


def _page(
    here: Step,
    form: asking.StepForm | None,
    *,
    record: Record | None,
    asked: bool = False,
    differing: list[tuple[str, str]] | None = None,
) -> str:
    names = catalogue()
    plan = None
    if record:
        plan = plan_of_form(form, record=record) if isinstance(form, ScopeForm) else standing.plan_of(record)
    shown = panel(plan)  # every step counts it in its meter, two show it
    stands = standing.standing(record, overlap_level=shown.answer.level if shown else "low") if record else None
    # Whoever comes from the list of what is missing reads it once more where it is to be mended.
    pointed = request.method == "GET" and "missing" in request.args
    if pointed and form and stands:
        standing.say(form, stands, here.key)
    return render_template(
        f"desk/planning/{here.key}.html",
        here=here,
        steps=STEPS,
        following=step_after(here),
        form=form,
        pointed=pointed,
        record=record,
        stands=stands,
        panel=shown if here.key in ("scope", "check") else None,
        points=points,
        asked=asked,
        differing=differing,
        examples=EXAMPLES,
        area_groups=choices.area_groups(names),
        theme_groups=choices.theme_groups(names),
        organiser_groups=choices.organiser_groups(names),
        translations=translations.overview(record) if here.key == "texts" and record else (),
        copied_from=queries.record(record.copied_from_id) if record and record.copied_from_id else None,
    )


def plan_of_form(form: ScopeForm, *, record: Record) -> Plan | None:
    """What the overlap check needs, as far as the step says it; None while place, day or people are missing."""
    if not (form.starts.data and form.areas.data and form.groups.data):
        return None
    said = with_changes(draft_of(record), carrying.changes_of(form))
    return Plan(
        id=str(record.id),
        starts=form.starts.data,
        ends=form.ends.data,
        areas=said.areas,
        groups=said.groups,
        themes=said.themes,
        minutes=actions.with_usual(said).minutes or standing.USUAL_MINUTES,
        organiser=said.lead,
        statutory=said.legal_basis is not LegalBasis.VOLUNTARY,
        informs=said.influence is Influence.INFORMATION,
    )
