"""The form with which one signs up for an occasion: an address, how many, in which language, with what help."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, HiddenField, IntegerField, SelectField, StringField

from portal.actions.registrations import Wish
from portal.domain.registrations import MOST_PEOPLE
from portal.public.suggest_form import PublicForm
from portal.web.forms import CheckboxesField, between, email, length, optional, required, tidy
from portal.web.language import KNOWN, code, name_of
from portal.web.words import choices

SPOKEN = {*KNOWN, "ti", "tr", "ku", "uk", "ru", "fr", "zh", "bn"}
"""Languages somebody may wish for; the organiser sees which, and books interpreters."""


class NeedsForm(PublicForm):
    """How many come, and what they need in order to take part."""

    people = IntegerField(
        _l("How many are you, with yourself?"),
        default=1,
        validators=[required(_l("Write how many you are.")), between(least=1, most=MOST_PEOPLE)],
    )
    spoken = SelectField(
        _l("Which language do you want to speak?"),
        validators=[optional()],
        invalid_choice_message=_l("Choose a language from the list."),
    )
    services = CheckboxesField(
        _l("Do you need any of this?"),
        description=_l("Tick what you need. You never have to say why."),
        validators=[optional()],
    )

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        named = sorted((name_of(one), one) for one in SPOKEN if one != "sv")
        self.spoken.choices = [("", _("Swedish")), *((one, name) for name, one in named)]
        self.services.choices = choices("service")


class SignUpForm(NeedsForm):
    """What is asked of somebody who wants to come; `website` is a trap that people never see."""

    email = EmailField(
        _l("E-mail address"),
        filters=[tidy],
        description=_l("We send a letter with a link with which you confirm, change or cancel."),
        validators=[required(_l("Write your e-mail address.")), email()],
    )
    name = StringField(
        _l("Name for the list at the door"),
        filters=[tidy],
        description=_l("You may leave this empty, or write a first name only."),
        validators=[length(most=80)],
    )
    tell_result = BooleanField(_l("Write to me when there is a result"))
    website = StringField(_l("Leave this empty"))
    ticket = HiddenField()

    def wish(self) -> Wish:
        """What was written."""
        return Wish(
            email=self.email.data or "",
            people=self.people.data or 1,
            language=code(),
            spoken=self.spoken.data or "",
            services=tuple(self.services.data or ()),
            name=self.name.data or "",
            tell_result=bool(self.tell_result.data),
        )
