"""The register of programmes."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField, TextAreaField

from portal.actions import registers as actions
from portal.actions.registers import ProgrammeDraft
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.registers import offered
from portal.dialogues import queries as dialogues
from portal.domain.errors import NotAllowed, NotFound, RulesNotMet
from portal.domain.rights import Act
from portal.programmes import queries
from portal.publications.catalogue import catalogue
from portal.web.access import me, needs
from portal.web.forms import Form, length, optional, required, tidy
from portal.web.language import name_of
from portal.web.language import offered as languages

blueprint = Blueprint("programmes", __name__, url_prefix="/programmes")


class ProgrammeForm(Form):
    """A programme in Swedish and, where there are translations, in further languages."""

    name = StringField(
        _l("Name in Swedish"),
        filters=[tidy],
        validators=[required(_l("Write the name in Swedish.")), length(least=3, most=120)],
    )
    summary = TextAreaField(
        _l("Summary"),
        filters=[tidy],
        description=_l("What it is for and what it gathers, in the residents’ words."),
        validators=[required(_l("Write a summary in Swedish.")), length(least=40, most=2000)],
    )
    lead = SelectField(_l("Who answers for it"))
    retired = BooleanField(_l("Ended"), description=_l("It stays readable, but no new dialogue joins it."))


def form_for(*, data: dict[str, Any] | None = None) -> Any:
    """The form with a name and a summary for each further language of the portal."""

    class Translated(ProgrammeForm):
        """One pair of fields for each language."""

    for code in languages():
        if code != "sv":
            name = _("Name: %(language)s", language=name_of(code))
            summary = _("Summary: %(language)s", language=name_of(code))
            checks = [optional(), length(most=120)], [optional(), length(most=2000)]
            setattr(Translated, f"name_{code}", StringField(name, filters=[tidy], validators=checks[0]))
            setattr(Translated, f"summary_{code}", TextAreaField(summary, filters=[tidy], validators=checks[1]))
    return Translated(data=data) if data is not None else Translated()


@blueprint.get("")
@needs(Act.SEE_COORDINATION)
def index() -> str:
    """Every programme, those that ended too."""
    return render_template(
        "desk/registers/programmes.html",
        programmes=queries.all_programmes(retired=True),
        dialogues=dialogues.counts_by_programme(),
        may_keep=offered.may_keep(me()),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Any:
    """Add a programme."""
    return _entry(None)


@blueprint.route("/<slug>", methods=["GET", "POST"])
def edit(slug: str) -> Any:
    """Change a programme."""
    return _entry(slug)


def _entry(slug: str | None) -> Any:
    if not offered.may_keep(me()):
        raise NotAllowed
    row = queries.by_slug(slug) if slug else None
    if slug and row is None:
        raise NotFound
    data: dict[str, Any] | None = None
    if row is not None and request.method == "GET":
        data = {
            "name": row.names["sv"],
            "summary": row.summaries["sv"],
            "lead": row.lead.slug,
            "retired": row.retired,
        }
        data |= {f"name_{code}": text for code, text in row.names.items()}
        data |= {f"summary_{code}": text for code, text in row.summaries.items()}
    form = form_for(data=data)
    form.lead.choices = offered.bodies(catalogue(), me(), kept=row.lead.slug if row else "")
    if form.validate_on_submit():
        try:
            actions.save_programme(_draft(form), known=slug, actor=me())
        except RulesNotMet as broken:
            rules.mark(form, broken.problems)
        else:
            tell(_("Saved."))
            return redirect(url_for(".index"))
    title = _("Change the programme") if slug else _("Add a programme")
    back = url_for(".index")
    page = render_template("desk/registers/entry.html", form=form, title=title, back=back, register=_("Programmes"))
    return page, 422 if form.errors else 200


def _draft(form: Any) -> ProgrammeDraft:
    names, summaries = {"sv": form.name.data}, {"sv": form.summary.data}
    for texts, field in ((names, "name"), (summaries, "summary")):
        texts |= {
            code: form[f"{field}_{code}"].data
            for code in languages()
            if code != "sv" and form[f"{field}_{code}"].data
        }
    return ProgrammeDraft(names=names, summaries=summaries, lead=form.lead.data, retired=form.retired.data)
