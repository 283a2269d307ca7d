"""The choices of the planning form, in the clerk's language."""

from dataclasses import dataclass

from flask_babel import gettext as _

from portal.desk.dialogue_form import DialogueForm
from portal.domain.rights import Act, Actor
from portal.publications.catalogue import catalogue
from portal.publications.reference import Catalogue, Term
from portal.web import language
from portal.web.words import choices

SPOKEN = ("sv", "en", "fi", "ar", "so", "es", "fa", "pl", "ti", "tr", "ru", "uk")
"""Languages a conversation can be held in, beside those of the interface."""


@dataclass(frozen=True, slots=True)
class Group:
    """Boxes that belong together under one heading."""

    label: str
    values: tuple[str, ...]


def offer(form: DialogueForm, actor: Actor, *, lead: str = "") -> None:
    """Fill in what every field of the form lets one choose."""
    names = catalogue()
    mine = actor.where(Act.REGISTER)
    form.lead.choices = [
        (one.slug, one.short)
        for one in names.organisations.values()
        if mine is None or one.id in mine or one.slug == lead
    ]
    for name, words in (
        ("influence", "influence"),
        ("form", "form"),
        ("legal_basis", "legal_basis"),
        ("stage", "stage"),
        ("continuity", "continuity"),
    ):
        form[name].choices = choices(words)
    form.areas.choices = [(one.slug, one.name) for one in names.areas.values() if one.current]
    form.themes.choices = _terms(names.themes)
    form.groups.choices = _terms(names.groups)
    form.seldom_heard.choices = [pair for pair in _terms(names.groups) if pair[0] != "all"]
    form.methods.choices = _terms(names.methods)
    form.languages.choices = [(code, language.name_of(code)) for code in SPOKEN]
    for entry in form.occasions:
        entry.form.kind.choices = choices("occasion_kind")
        entry.form.registration.choices = choices("registration")


def area_groups(names: Catalogue) -> list[Group]:
    """The areas by district, the whole city first."""
    groups = [Group(_("The whole city"), ("stockholm",))]
    for district in names.districts():
        inner = [one.slug for one in names.areas.values() if one.parent == district.slug and one.current]
        groups.append(Group(district.name, (district.slug, *inner)))
    return groups


def theme_groups(names: Catalogue) -> list[Group]:
    """The themes by their top level."""
    return [
        Group(
            language.said(top.names).text,
            (top.slug, *(one.slug for one in names.themes.values() if one.parent == top.slug)),
        )
        for top in names.themes.values()
        if top.parent is None
    ]


def _terms(terms: dict[str, Term]) -> list[tuple[str, str]]:
    return [(one.slug, language.said(one.names).text) for one in terms.values()]


def labels() -> dict[str, str]:
    """What the fields of the form are called, by name, for lists of what is missing."""
    form = DialogueForm()
    return {field.name: str(field.label.text) for field in form} | {
        "already_asked": _("Asked before"),
        "participation": _("Who took part"),
        "feedback": _("Feedback"),
        "findings": _("Findings"),
        "evaluation": _("Evaluation"),
        "commitments": _("Promises"),
    }
