"""The kinds of questions that the steps of planning ask."""

from typing import Any, ClassVar

from flask_babel import gettext as _
from wtforms import (
    DateField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    StringField,
    TextAreaField,
    URLField,
    ValidationError,
)
from wtforms import Form as PlainForm

from portal.web.forms import Form, between, length, optional, sensible_day, tidy, web_address

MOST_ROWS = 40
"""Questions, goals, groups or occasions in one dialogue."""


AS_WRITTEN = {"dir": "auto"}
"""Plans are written in Swedish whatever the language of the desk: the text itself says which way it runs."""


class StepForm(Form):
    """One step; it remembers which revision was opened, so that nobody overwrites another's work."""

    revision = HiddenField()

    def add_row(self, name: str) -> None:
        """Offer one more empty row in a list of rows; other names are passed over."""
        rows = self[name] if name in self else None
        if isinstance(rows, FieldList) and len(rows) < MOST_ROWS:
            rows.append_entry()


class LinesField(TextAreaField):  # type: ignore[misc]
    """Several short texts, one on each line."""

    def _value(self) -> str:
        return "\n".join(self.data or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        """Every line that holds something."""
        lines = (tidy(valuelist[0]) or "").splitlines() if valuelist else []
        self.data = [line.strip() for line in lines if line.strip()]


class Row(PlainForm):  # type: ignore[misc]
    """One of several alike things; left out when nothing is written in it."""

    SILENT: ClassVar[frozenset[str]] = frozenset({"id"})
    """Fields that say nothing by themselves."""

    def validate(self, extra_validators: Any = None) -> bool:
        """A row that was left empty has no faults."""
        return not self.filled or bool(super().validate(extra_validators))

    @property
    def filled(self) -> bool:
        """Whether anything was written."""
        return any(
            field.data not in (None, "", [], False) or any(field.raw_data or ())
            for field in self
            if field.short_name not in self.SILENT
        )

    def draft(self) -> Any:
        """What the row says, as the draft keeps it."""
        raise NotImplementedError


def text(label: Any, *, most: int, hint: Any = "", least: int = 0, rules: tuple[Any, ...] = ()) -> TextAreaField:
    """A text of several lines that may be left empty in a draft."""
    checks = [*rules, optional(), length(least=least, most=most)]
    return TextAreaField(label, description=hint, filters=[tidy], validators=checks, render_kw=AS_WRITTEN)


def line(label: Any, *, most: int, hint: Any = "", rules: tuple[Any, ...] = ()) -> StringField:
    """A text of one line."""
    checks = [*(rules or (optional(),)), length(most=most)]
    return StringField(label, description=hint, filters=[tidy], validators=checks, render_kw=AS_WRITTEN)


def lines(label: Any, *, most: int, hint: Any = "") -> LinesField:
    """Several short texts."""

    def short(_form: Any, field: Any) -> None:
        if any(len(one) > most for one in field.data or ()) or len(field.data or ()) > MOST_ROWS:
            raise ValidationError(_("Write at most %(most)s characters on a line, and fewer lines.", most=most))

    return LinesField(label, description=hint, validators=[short], render_kw=AS_WRITTEN)


def day(label: Any, *, hint: Any = "", rules: tuple[Any, ...] = ()) -> DateField:
    """A day."""
    return DateField(label, description=hint, validators=[optional(), sensible_day(), *rules])


def number(label: Any, *, least: int, most: int, hint: Any = "") -> IntegerField:
    """A whole number."""
    return IntegerField(label, description=hint, validators=[optional(), between(least=least, most=most)])


def address(label: Any, *, hint: Any = "") -> URLField:
    """A secure web address."""
    return URLField(label, description=hint, filters=[tidy], validators=[optional(), web_address(), length(most=500)])


def rows(kind: type[Row], label: Any) -> FieldList:
    """Several things of one kind, each a small form of its own."""
    return FieldList(FormField(kind), label=label, max_entries=MOST_ROWS)
