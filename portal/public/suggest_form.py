"""The form in which residents and associations suggest a dialogue or tell about one."""

import hashlib
import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import BooleanField, EmailField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError
from wtforms.widgets import Select

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
}

Choices = dict[str, list[tuple[str, str]]]


def offered(message: Any) -> Any:
    """The answer must be one of those offered."""

    def check(_form: Any, field: Any) -> None:
        if field.data not in {choice[0] for choice in field.iter_choices_flat()}:
            raise ValidationError(str(message))

    return check


class GroupedSelect(Select):
    """A list in groups; what belongs to a group without a name stands by itself."""

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        """The list as HTML."""
        drawn = super().__call__(field, **attributes)
        return Markup(re.sub(r'<optgroup label="">(.*?)</optgroup>', r"\1", drawn, flags=re.DOTALL))  # noqa: S704


class GroupedField(SelectField):
    """A list to choose from, in groups; an unknown answer gets a message of ours."""

    widget = GroupedSelect()

    def __init__(self, label: Any, **arguments: Any) -> None:
        super().__init__(label, validate_choice=False, choices=[], **arguments)

    def iter_choices_flat(self) -> list[tuple[str, str]]:
        """Every choice, without its group."""
        return [choice for group in self.choices.values() for choice in group]


class SuggestForm(Form):
    """Few questions, and fewer that must be answered; `website` is a trap that people never see."""

    class Meta(Form.Meta):
        # Public pages have no session; the ticket does the work.
        csrf = False

    kind = RadioField(_l("What do you want to tell us?"), choices=list(KINDS.items()), validate_choice=False)
    title = StringField(
        _l("Heading"), filters=[tidy], description=_l("A few words that say what it is about."),
        validators=[required(_l("Write a heading.")), length(least=5, most=120)],
    )
    body = TextAreaField(
        _l("What is it about?"), filters=[tidy],
        description=_l("What should residents be asked, and why? You can write in any language."),
        validators=[required(_l("Write what it is about.")), length(least=10, most=8000)],
    )
    area = GroupedField(
        _l("District or neighbourhood"),
        description=_l("The place decides who reads what you send."),
        validators=[required(_l("Choose a place, or that you do not know.")), offered(_l("Choose a place from the list."))],
    )
    theme = GroupedField(_l("Subject"), validators=[optional(), offered(_l("Choose a subject from the list."))])
    name = StringField(
        _l("Your name, or the name of your association"), filters=[tidy], validators=[length(most=120)]
    )
    show_name = BooleanField(_l("You may show the name if this is published"))
    email = EmailField(
        _l("E-mail address"), filters=[tidy], validators=[optional(), email()],
        description=_l("So that the person who reads it can reach you. It is never published."),
    )
    website = StringField(_l("Leave this empty"))
    ticket = HiddenField()

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.area.choices = area_choices()
        self.theme.choices = theme_choices()

    def validate_kind(self, field: Any) -> None:
        """One of the kinds this form is for."""
        if field.data not in KINDS:
            raise ValidationError(_("Choose what you want to tell us."))

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
            name=self.name.data or "",
            show_name=bool(self.show_name.data),
            email=self.email.data or "",
            signs=frozenset(self._signs(ticket)),
        )

    def _once(self, ticket: Ticket) -> str:
        """One mark for this text in this opened form: sent again it is the same, corrected it is another."""
        answers = (ticket.once, self.kind.data, self.title.data, self.body.data, self.area.data, self.theme.data)
        return hashlib.sha256(repr(answers).encode()).hexdigest()

    def _signs(self, ticket: Ticket) -> list[Sign]:
        found = {Sign.HIDDEN_FIELD: bool(self.website.data), Sign.TOO_FAST: ticket.age < QUICKEST}
        return [sign for sign, there in found.items() if there]


def area_choices() -> Choices:
    """Every place of today, by district; first what is not a district."""
    groups: Choices = {
        "": [("", _("Choose a place"))],
        _("Not one district"): [(UNKNOWN, _("I do not know")), (CITY, _("The whole city"))],
    }
    for district in catalogue().districts():
        inner = [(one.slug, one.name) for one in neighbourhoods(district.slug) if one.current]
        groups[district.name] = [(district.slug, _("All of %(area)s", area=district.name)), *inner]
    return groups


def theme_choices() -> Choices:
    """Every theme under its top level."""
    themes = catalogue().themes.values()
    groups: Choices = {"": [("", _("Choose a subject"))]}
    for top in themes:
        if top.parent is None:
            groups[_name(top)] = [(one.slug, _name(one)) for one in (top, *themes) if one is top or one.parent == top.slug]
    return groups


def _name(term: Term) -> str:
    return said(term.names).text


class ReplyForm(Form):
    """The sender's answer to a question from the moderator."""

    class Meta(Form.Meta):
        csrf = False

    message = TextAreaField(
        _l("Your answer"), filters=[tidy], validators=[required(_l("Write your answer.")), length(most=8000)]
    )
