"""The form in which residents and associations suggest a dialogue or tell about one."""

import hashlib
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.actions.submissions import Sent
from portal.domain.submissions import Sign
from portal.domain.words import SubmissionKind
from portal.publications.catalogue import catalogue
from portal.publications.reference import Term
from portal.web.forms import Form, email, length, optional, required, tidy
from portal.web.language import code, said
from portal.web.names import neighbourhoods
from portal.web.tickets import Ticket

UNKNOWN = "unknown"
CITY = "stockholm"
QUICKEST = 4
"""Seconds a person needs at least to fill in the form."""

KINDS = {
    "suggestion": _l("I want the city to ask residents about something"),
    "tip": _l("I know of a dialogue that is missing here"),
    "own_dialogue": _l("We are holding a dialogue ourselves, as residents or as an association"),
    "correction": _l("Something on the portal is wrong"),
    "accessibility_fault": _l("Something on the portal is hard to use"),
}


class PublicForm(Form):
    """A form without a session: tickets and the sender's own site stand in for the token."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = False


class SuggestForm(PublicForm):
    """Few questions, and fewer that must be answered; `website` is a trap that people never see."""

    kind = RadioField(
        _l("What do you want to tell us?"),
        choices=[SelectChoice(*kind) for kind in KINDS.items()],
        invalid_choice_message=_l("Choose what you want to tell us."),
    )
    title = StringField(
        _l("Heading"),
        filters=[tidy],
        description=_l("A few words that say what it is about."),
        validators=[required(_l("Write a heading.")), length(least=5, most=120)],
    )
    body = TextAreaField(
        _l("What is it about?"),
        filters=[tidy],
        description=_l("What should residents be asked, and why? You can write in any language."),
        validators=[required(_l("Write what it is about.")), length(least=10, most=8000)],
    )
    area = SelectField(
        _l("District or neighbourhood"),
        description=_l("The place decides who reads what you send."),
        validators=[required(_l("Choose a place, or that you do not know."))],
        invalid_choice_message=_l("Choose a place from the list."),
    )
    theme = SelectField(
        _l("Subject"), validators=[optional()], invalid_choice_message=_l("Choose a subject from the list.")
    )
    name = StringField(
        _l("Your name, or the name of your association"), filters=[tidy], validators=[length(most=120)]
    )
    show_name = BooleanField(_l("You may show the name if this is published"))
    email = EmailField(
        _l("E-mail address"),
        filters=[tidy],
        validators=[optional(), email()],
        description=_l("So that the person who reads it can reach you. It is never published."),
    )
    website = StringField(_l("Leave this empty"))
    about = HiddenField()
    ticket = HiddenField()

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.area.choices = area_choices()
        self.theme.choices = theme_choices()

    def sent(self, ticket: Ticket) -> Sent:
        """What was written, with the signs that a machine wrote it."""
        return Sent(
            kind=SubmissionKind(self.kind.data),
            title=self.title.data or "",
            body=self.body.data or "",
            language=code(),
            once=self._once(ticket),
            area=None if self.area.data == UNKNOWN else self.area.data,
            theme=self.theme.data or None,
            about=self.about.data or None,
            name=self.name.data or "",
            show_name=bool(self.show_name.data),
            email=self.email.data or "",
            signs=frozenset(self._signs(ticket)),
        )

    def _once(self, ticket: Ticket) -> str:
        """One mark for these answers in this opened form: sent again it is the same, corrected it is another."""
        answers = [field.data for field in self if field is not self.ticket]
        return hashlib.sha256(repr([ticket.once, *answers]).encode()).hexdigest()

    def _signs(self, ticket: Ticket) -> list[Sign]:
        found = {Sign.HIDDEN_FIELD: bool(self.website.data), Sign.TOO_FAST: ticket.age < QUICKEST}
        return [sign for sign, there in found.items() if there]


def area_choices() -> list[SelectChoice]:
    """Every place of today by its district, after what is not a district."""
    found = [
        SelectChoice("", _("Choose a place")),
        SelectChoice(UNKNOWN, _("I do not know")),
        SelectChoice(CITY, _("The whole city")),
    ]
    for district in catalogue().districts():
        group = district.name
        found.append(SelectChoice(district.slug, _("All of %(area)s", area=group), optgroup=group))
        inner = (one for one in neighbourhoods(district.slug) if one.current)
        found += [SelectChoice(one.slug, one.name, optgroup=group) for one in inner]
    return found


def theme_choices() -> list[SelectChoice]:
    """Every theme, those of the second level under the first."""
    themes = catalogue().themes.values()
    found = [SelectChoice("", _("Choose a subject"))]
    for top in (one for one in themes if one.parent is None):
        inner = (one for one in themes if one.parent == top.slug)
        found += [SelectChoice(one.slug, _name(one), optgroup=_name(top)) for one in (top, *inner)]
    return found


def _name(term: Term) -> str:
    return said(term.names).text


class ReplyForm(PublicForm):
    """The sender's answer to a question from the moderator."""

    message = TextAreaField(
        _l("Your answer"), filters=[tidy], validators=[required(_l("Write your answer.")), length(most=8000)]
    )
