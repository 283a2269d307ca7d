"""Forms that forgive: trimmed text, messages of our own, and errors that say where they are."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field, FieldList, FormField, RadioField, SelectMultipleField, ValidationError
from wtforms.validators import Optional, StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

Check = Callable[[Any, Any], None]

_ADDRESS = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"().]{2,}")
_UNWANTED = ("Cc", "Cf", "Cs", "Co", "Cn")
# Joiners belong to the spelling of Persian and of many emoji; everything else of these kinds is noise.
_KEPT = "\n\t‌‍"


_BUILT_IN = {
    "Not a valid choice.": _l("Choose one of the answers."),
    "Invalid Choice: could not coerce.": _l("Choose one of the answers."),
    "'%(value)s' is not a valid choice for this field.": _l("Choose among the answers."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _l("Choose among the answers."),
    "Not a valid date value.": _l("Write a day that exists, as in 2026-12-03."),
    "Not a valid time value.": _l("Write a time, as in 18:00."),
    "Not a valid datetime value.": _l("Write a day and a time, as in 2026-12-03 18:00."),
    "Not a valid integer value.": _l("Write a whole number, with digits only."),
    "Not a valid decimal value.": _l("Write a number."),
}


class _Messages:
    """Our own words for what the form library itself finds wrong; it lacks some of our languages."""

    def gettext(self, text: str) -> str:
        return str(_BUILT_IN.get(text, text))

    def ngettext(self, one: str, _many: str, _count: int) -> str:
        return self.gettext(one)


LONGEST = 20_000
"""Characters beyond which a text is not looked into: every field allows fewer."""


class Form(FlaskForm):  # type: ignore[misc]
    """A form with protection against forged requests, whose errors can be listed in order."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Whose words the form library speaks."""

        def get_translations(self, _form: Any) -> _Messages:
            """Our own."""
            return _Messages()

    def faults(self) -> list[tuple[str, str]]:
        """The id of the control to go to, and the message, for every error from the top."""
        return [(target(field), str(error)) for field in _leaves(self) for error in field.errors[:1]]


class CheckboxesField(SelectMultipleField):  # type: ignore[misc]
    """Several choices, shown as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def _leaves(form: Iterable[Field]) -> Iterable[Field]:
    for field in form:
        if isinstance(field, FormField | FieldList):
            yield from _leaves(field)
        else:
            yield field


def target(field: Field) -> str:
    """The id of the first control of a field, for links from the list of errors."""
    return f"{field.id}-0" if isinstance(field, CheckboxesField | RadioField) else str(field.id)


def tidy(value: str | None) -> str | None:
    """Text without invisible marks and without space at its ends; composed letters, one kind of line break."""
    if value is None:
        return None
    if len(value) > LONGEST:
        # Far over every limit: it comes back with a message, and composing it would take for ever.
        return value.replace("\x00", "")
    plain = unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(
        letter for letter in plain if letter in _KEPT or unicodedata.category(letter) not in _UNWANTED
    ).strip()


def required(message: Any = None) -> Check:
    """The field must be answered."""

    def check(_form: Any, field: Any) -> None:
        if field.data in (None, "", [], ()) or (field.type == "BooleanField" and not field.data):
            if any(isinstance(one, str) and one.strip() for one in field.raw_data or ()) and field.errors:
                raise StopValidation  # something was written that could not be read; that has been said already
            field.errors = []
            raise StopValidation(str(message or _("Answer this question.")))

    check.field_flags = {"required": True}  # type: ignore[attr-defined]
    return check


def optional() -> Optional:
    """The field may be left empty; the checks that follow are then passed over."""
    return Optional()


def length(*, least: int = 0, most: int) -> Check:
    """The text must have at least and at most so many characters."""

    def check(_form: Any, field: Any) -> None:
        count = len(field.data or "")
        if count > most:
            raise ValidationError(
                ngettext(
                    "Write at most %(most)s characters; the text is %(num)s character too long.",
                    "Write at most %(most)s characters; the text is %(num)s characters too long.",
                    count - most,
                    most=most,
                )
            )
        if count < least:
            raise ValidationError(
                ngettext("Write at least %(num)s character.", "Write at least %(num)s characters.", least)
            )

    return check


def email() -> Check:
    """The text must look like an e-mail address."""

    def check(_form: Any, field: Any) -> None:
        if len(field.data or "") > 254 or not _ADDRESS.fullmatch(field.data or ""):
            raise ValidationError(_("Write an e-mail address, such as name@example.org."))

    return check


def web_address() -> Check:
    """The text must be a secure web address."""

    def check(_form: Any, field: Any) -> None:
        if not re.fullmatch(r"https://[^\s/]+\.[^\s/]{2,}(/\S*)?", field.data or ""):
            raise ValidationError(_("Write a complete web address that begins with https://."))

    return check


def between(*, least: int, most: int) -> Check:
    """The number must lie within limits."""

    def check(_form: Any, field: Any) -> None:
        if field.data is None or not least <= field.data <= most:
            raise ValidationError(_("Write a number from %(least)s to %(most)s.", least=least, most=most))

    return check


def sensible_day() -> Check:
    """The day must lie within the years a portal can know anything about."""

    def check(_form: Any, field: Any) -> None:
        if field.data is not None and not 2000 <= field.data.year <= 2100:
            raise ValidationError(_("Check the year."))

    return check


def not_before(other: str, message: Any = None) -> Check:
    """The day or time must not come before the one in another field."""

    def check(form: Any, field: Any) -> None:
        first = form[other].data
        if first is not None and field.data is not None and field.data < first:
            raise ValidationError(str(message or _("The end must not come before the start.")))

    return check


def control(field: Field, **more: Any) -> Markup:
    """The control of a field, wired to its hint and its error."""
    described = [
        f"{field.id}-{part}" for part, there in (("hint", field.description), ("error", field.errors)) if there
    ]
    if described:
        more["aria-describedby"] = " ".join(described)
    if field.errors:
        more["aria-invalid"] = "true"
    if field.type in ("EmailField", "URLField", "TelField"):
        more.setdefault("dir", "ltr")
    elif field.type in ("StringField", "TextAreaField", "LinesField"):
        more.setdefault("dir", "auto")  # what is written runs its own way, whatever the page's language
    if more.get("dir") == "auto":
        # Lets the style sheet see that it is empty, so that it runs the page's way.
        more.setdefault("placeholder", " ")
    more.setdefault("class_", "ds-input")
    # The browser's own bubbles speak the browser's language; our list of errors speaks the page's.
    return Markup(field(required=False, **more))  # noqa: S704 - WTForms escapes what it writes


def install(app: Flask) -> None:
    """Let templates draw the controls of forms."""
    app.jinja_env.globals.update(control=control, target_of=target)
