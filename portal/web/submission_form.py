"""The questions about something that is sent in, the same for residents and for staff who write it down for them."""

import hashlib
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, MultipleFileField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from portal.actions.submissions import Sent, SentFile
from portal.domain.submissions import CameBy, Sign
from portal.domain.words import SubmissionKind
from portal.publications.catalogue import catalogue
from portal.publications.reference import Term
from portal.web import attachments
from portal.web.forms import CheckboxesField, Form, email, length, optional, required, tidy
from portal.web.language import code, said
from portal.web.names import neighbourhoods

UNKNOWN = "unknown"
CITY = "stockholm"

KINDS = {
    "suggestion": _l("I want the city to ask residents about something"),
    "tip": _l("I know of a dialogue that is missing here"),
    "own_dialogue": _l("We are holding a dialogue ourselves, as residents or as an association"),
    "correction": _l("Something on the portal is wrong"),
    "accessibility_fault": _l("Something on the portal is hard to use"),
}
COMMENT = "comment_on_results"
ABOUT_A_DIALOGUE = {
    COMMENT: _l("I want to say something about the results"),
    "correction": _l("Something on the page is wrong"),
    "accessibility_fault": _l("Something on the page is hard to use"),
}


class SubmissionForm(Form):
    """Few questions, and fewer that must be answered; about a dialogue there are fewer still."""

    kind = RadioField(
        _l("What do you want to tell us?"), invalid_choice_message=_l("Choose what you want to tell us.")
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
        description=_l("Write as you like, and in any language."),
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
    files = MultipleFileField(
        _l("Files"),
        description=_l(
            "At most three: PDF, Word (docx), JPEG or PNG, at most 10 megabytes each."
            " Names of authors and places are removed."
        ),
    )
    kept = CheckboxesField(_l("Files that are already here"), validate_choice=False)
    name = StringField(
        _l("Your name, or the name of your association"), filters=[tidy], validators=[length(most=120)]
    )
    show_name = BooleanField(
        _l("You may show the name if this is published"),
        description=_l("Then the name is shown only if the person who reads it at the city agrees."),
    )
    email = EmailField(
        _l("E-mail address"),
        filters=[tidy],
        validators=[optional(), email()],
        description=_l("So that we can write to you when something happens. It is never published."),
    )

    def __init__(self, *, about: str = "", results: bool = False, **arguments: Any) -> None:
        super().__init__(**arguments)
        kinds = ABOUT_A_DIALOGUE if about else KINDS
        offered = [one for one in kinds.items() if one[0] != COMMENT or results]
        self.kind.choices = [SelectChoice(*kind) for kind in offered]
        self.kept.choices = []
        if about:
            # Whoever holds the dialogue reads it, and its subject is known.
            del self.area, self.theme
        else:
            self.area.choices = area_choices()
            self.theme.choices = theme_choices()

    def take_files(self) -> list[SentFile]:
        """Keep new files beside those that came before; faults are said at the field, the rest stays chosen.

        Call it after the form has been validated, for validation forgets earlier faults.
        """
        before = attachments.accepted_before(self.kept.data or ())
        files, faults = attachments.accept(self.files.data or (), besides=before)
        if faults:
            self.files.errors = [" ".join(faults)]
        self.carry(files)
        return files

    def carry(self, files: list[SentFile]) -> None:
        """Show files as accepted, each with a box that takes it away."""
        marks = attachments.marks_of(files)
        self.kept.choices = [SelectChoice(mark, name) for mark, name in marks]
        self.kept.data = [mark for mark, _name in marks]

    def written(
        self,
        files: list[SentFile],
        *,
        opened: str,
        about: str = "",
        language: str = "",
        signs: frozenset[Sign] = frozenset(),
        on_behalf_by: int | None = None,
        came_by: CameBy = CameBy.FORM,
    ) -> Sent:
        """What was written. `opened` marks this opened form: sent again it is the same, corrected it is another."""
        answers = [
            field.data for field in self if field.name not in ("ticket", "csrf_token", "files", "kept", "website")
        ]
        mark = repr([opened, *answers, *(one.sha256 for one in files)])
        area = self.area.data if self.area is not None else UNKNOWN
        return Sent(
            kind=SubmissionKind(self.kind.data),
            title=self.title.data or "",
            body=self.body.data or "",
            language=language or code(),
            once=hashlib.sha256(mark.encode()).hexdigest(),
            area=None if area == UNKNOWN else area,
            theme=(self.theme.data or None) if self.theme is not None else None,
            about=about or None,
            name=self.name.data or "",
            show_name=bool(self.show_name.data),
            email=self.email.data or "",
            signs=signs,
            on_behalf_by=on_behalf_by,
            came_by=came_by,
            files=tuple(files),
        )


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
    themes = [one for one in catalogue().themes.values() if not one.retired]
    found = [SelectChoice("", _("Choose a subject"))]
    for top in (one for one in themes if one.parent is None):
        inner = (one for one in themes if one.parent == top.slug)
        found += [SelectChoice(one.slug, _name(one), optgroup=_name(top)) for one in (top, *inner)]
    return found


def _name(term: Term) -> str:
    return said(term.names).text
