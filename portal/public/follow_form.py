"""What one wants to follow, and how often one wants to be written to."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import EmailField, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from portal.actions.following import Wish
from portal.domain.following import CEILINGS, DISTANCES, FollowKind, Pace
from portal.public.suggest_form import PublicForm
from portal.publications.catalogue import catalogue
from portal.web.forms import email, length, optional, required, tidy
from portal.web.language import KNOWN, code, offered, said
from portal.web.submission_form import CITY, UNKNOWN, area_choices, theme_choices
from portal.web.words import choices

_NEAR = "near"


class FollowForm(PublicForm):
    """A place, a subject, words, or all of it; a dialogue or an organiser comes with the link one followed."""

    area = SelectField(
        _l("Place"), validators=[optional()], invalid_choice_message=_l("Choose a place from the list.")
    )
    km = SelectField(
        _l("How far from there"),
        description=_l("Counts when you choose a neighbourhood: from its middle, as the crow flies."),
        validators=[optional()],
        invalid_choice_message=_l("Choose a distance from the list."),
    )
    theme = SelectField(
        _l("Subject"), validators=[optional()], invalid_choice_message=_l("Choose a subject from the list.")
    )
    q = StringField(_l("Words"), filters=[tidy], validators=[length(most=100)])
    dialogue = HiddenField()
    organiser = HiddenField()
    pace = RadioField(
        _l("How often"),
        validators=[required(_l("Choose how often we may write."))],
        invalid_choice_message=_l("Choose how often we may write."),
    )
    email = EmailField(
        _l("E-mail address"),
        filters=[tidy],
        description=_l("We send a letter with a link with which you confirm. Each letter has a link to stop them."),
        validators=[required(_l("Write your e-mail address.")), email()],
    )
    website = StringField(_l("Leave this empty"))
    ticket = HiddenField()

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        named = [one for one in area_choices() if one.value not in ("", UNKNOWN, CITY)]
        self.area.choices = [SelectChoice("", _("The whole city")), *named]
        self.km.choices = [(str(one), ngettext("%(num)s kilometre", "%(num)s kilometres", one)) for one in DISTANCES]
        self.theme.choices = [SelectChoice("", _("All subjects")), *theme_choices()[1:]]
        self.pace.choices = choices("pace")

    def wish(self) -> Wish:
        """What was written: the narrowest of the things named."""
        kind, value, km = self._wanted()
        return Wish(
            email=self.email.data or "", language=code(), kind=kind, value=value, km=km, pace=Pace(self.pace.data)
        )

    def _wanted(self) -> tuple[FollowKind, str, int]:
        if self.dialogue.data:
            return FollowKind.DIALOGUE, self.dialogue.data, 0
        if self.organiser.data in catalogue().organisations:
            return FollowKind.ORGANISER, self.organiser.data, 0
        if self.q.data:
            return FollowKind.SEARCH, self.q.data, 0
        if self.area.data:
            if catalogue().areas[self.area.data].kind == "district":
                return FollowKind.DISTRICT, self.area.data, 0
            return FollowKind.NEAR, self.area.data, int(self.km.data or DISTANCES[0])
        return (FollowKind.THEME, self.theme.data, 0) if self.theme.data else (FollowKind.ALL, "", 0)


class PaceForm(PublicForm):
    """How often, at most how often, and in which language."""

    pace = RadioField(
        _l("How often"), validators=[required()], invalid_choice_message=_l("Choose one of the answers.")
    )
    ceiling = SelectField(
        _l("At most"),
        description=_l("What does not fit is gathered in the next letter."),
        validators=[optional()],
        invalid_choice_message=_l("Choose one of the answers."),
    )
    language = SelectField(
        _l("Language of the letters"), invalid_choice_message=_l("Choose a language from the list.")
    )

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.pace.choices = choices("pace")
        self.ceiling.choices = [
            ("", _("No limit")),
            *((str(one), ngettext("%(num)s letter a month", "%(num)s letters a month", one)) for one in CEILINGS),
        ]
        self.language.choices = [(one, KNOWN[one].name) for one in offered()]


def named(kind: str, value: str, km: int, *, title: str = "") -> str:
    """What somebody follows, in words; `title` is that of a dialogue."""
    reference = catalogue()
    if kind == FollowKind.THEME and value in reference.themes:
        return said(reference.themes[value].names).text
    if kind == FollowKind.ORGANISER and value in reference.organisations:
        return said(reference.organisations[value].names).text
    area = reference.areas[value].name if value in reference.areas else value
    near = ngettext("%(area)s and %(num)s kilometre around", "%(area)s and %(num)s kilometres around", km, area=area)
    told = {
        FollowKind.ALL: _("All dialogues in the city"),
        FollowKind.DIALOGUE: title or _("A dialogue"),
        FollowKind.SEARCH: _("What is found by “%(words)s”", words=value),
        FollowKind.NEAR: near,
    }
    return str(told.get(FollowKind(kind), area))
