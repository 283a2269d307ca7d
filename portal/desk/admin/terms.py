"""Themes, target groups and methods: what they are called in each language, their order, and which are closed."""

from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField

from portal.actions import reference as actions
from portal.actions.reference import TermDraft
from portal.desk.admin.entry import entered
from portal.publications.catalogue import catalogue
from portal.publications.reference import Term
from portal.web.access import me
from portal.web.forms import Form, between, length, optional, required, tidy
from portal.web.language import name_of, offered, said

blueprint = Blueprint("terms", __name__, url_prefix="/<any(theme,group,method):kind>s")


class TermForm(Form):
    """A term in Swedish; further languages are added to it."""

    name_sv = StringField(
        _l("Name in Swedish"),
        filters=[tidy],
        validators=[required(_l("Write the name in Swedish.")), length(least=2, most=80)],
    )


def form_for(kind: str, term: Term | None, *, data: dict[str, Any] | None) -> Any:
    """The form with a name for each language, and with what this kind has besides."""

    class Whole(TermForm):
        """The fields of one kind."""

    for code in offered():
        if code != "sv":
            label = _("Name: %(language)s", language=name_of(code))
            setattr(
                Whole, f"name_{code}", StringField(label, filters=[tidy], validators=[optional(), length(most=80)])
            )
    if kind == "group" or (kind == "theme" and term is None):
        Whole.parent = SelectField(_("Lies within"))
    if kind == "method":
        Whole.minutes = IntegerField(
            _("Minutes it usually asks of one person"), validators=[required(), between(least=1, most=2000)]
        )
    Whole.place = IntegerField(
        _("Place in the order"), validators=[required(), between(least=1, most=len(_terms(kind)) + 1)]
    )
    Whole.retired = BooleanField(
        _("Closed"),
        description=_("No longer offered to new dialogues. Those that have it keep it and are found by it."),
    )
    form = Whole(data=data) if data is not None else Whole()
    if hasattr(form, "parent"):
        form.parent.choices = [("", _("None"))] + [
            (one.slug, said(one.names).text)
            for one in _terms(kind).values()
            if one.slug != (term.slug if term else "") and (kind == "group" or one.parent is None)
        ]
    return form


@blueprint.get("")
def index(kind: str) -> str:
    """Every term in order, with the languages it lacks."""
    return render_template(
        "desk/admin/terms.html",
        kind=kind,
        terms=list(_terms(kind).values()),
        lacking={
            one.slug: [name_of(code) for code in offered() if not one.names.get(code)]
            for one in _terms(kind).values()
        },
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new(kind: str) -> Any:
    """Add one."""
    return _entry(kind, None)


@blueprint.route("/<path:slug>", methods=["GET", "POST"])
def edit(kind: str, slug: str) -> Any:
    """Change one."""
    return _entry(kind, slug)


def _entry(kind: str, slug: str | None) -> Any:
    terms = _terms(kind)
    term = terms.get(slug) if slug else None
    if slug and term is None:
        abort(404)
    form = form_for(kind, term, data=_values(term, list(terms)) if request.method == "GET" else None)
    titles = {"theme": _("Themes"), "group": _("Target groups"), "method": _("Methods")}
    return entered(
        form,
        lambda: actions.save_term(kind, _draft(form), known=slug, actor=me()),
        title=said(term.names).text if term else _("Add one"),
        register=titles[kind],
        back=url_for(".index", kind=kind),
    )


def _terms(kind: str) -> dict[str, Term]:
    known = catalogue()
    return {"theme": known.themes, "group": known.groups, "method": known.methods}[kind]


def _values(term: Term | None, order: list[str]) -> dict[str, Any]:
    if term is None:
        return {"place": len(order) + 1, "minutes": 60}
    names = {f"name_{code}": text for code, text in term.names.items()}
    place = order.index(term.slug) + 1
    return names | {"place": place, "parent": term.parent or "", "minutes": term.minutes, "retired": term.retired}


def _draft(form: Any) -> TermDraft:
    names = {code: form[f"name_{code}"].data for code in offered() if form[f"name_{code}"].data}
    return TermDraft(
        names=names,
        place=form.place.data,
        parent=form.parent.data if hasattr(form, "parent") else "",
        minutes=form.minutes.data if hasattr(form, "minutes") else 60,
        retired=form.retired.data,
    )
