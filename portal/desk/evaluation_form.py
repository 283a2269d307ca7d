"""The form in which an organiser looks back."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DecimalField, IntegerField, RadioField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from portal.dialogues.record import GoalRecord
from portal.web.forms import CheckboxesField, Form, between, length, optional, tidy

AVERAGES = ("felt_heard", "understood", "again")


def _text(label: Any, *, most: int = 2000) -> TextAreaField:
    return TextAreaField(label, filters=[tidy], validators=[optional(), length(most=most)])


def _average(label: Any) -> DecimalField:
    return DecimalField(label, places=2, validators=[optional(), between(least=1, most=5)])


class EvaluationForm(Form):
    """What worked, what was learnt, and what those who took part thought."""

    worked_place = _text(_l("The place"))
    worked_room = _text(_l("The room"))
    worked_recruitment = _text(_l("How people were reached"))
    worked_method = _text(_l("The way of talking"))
    recruitment_used = CheckboxesField(_l("How people were in fact reached"))
    lessons = _text(_l("Lessons for others"), most=5000)
    differently = _text(_l("What you would do differently"), most=5000)
    answers = IntegerField(
        _l("How many answered the three questions afterwards"),
        validators=[optional(), between(least=0, most=100_000)],
    )
    felt_heard = _average(_l("I felt heard (average, 1 to 5)"))
    understood = _average(_l("I understood what could be influenced (average, 1 to 5)"))
    again = _average(_l("I would take part again (average, 1 to 5)"))

    def validate_answers(self, field: Any) -> None:
        """Averages and the number of answers belong together."""
        told = [self[name].data is not None for name in AVERAGES]
        if any(told) and not all(told):
            raise ValidationError(_("Fill in all three averages, or none."))
        if any(told) != bool(field.data):
            raise ValidationError(_("Fill in the averages together with how many answered."))


def evaluation_form(goals: Sequence[GoalRecord], **filled: Any) -> EvaluationForm:
    """A form that also asks how each goal went."""
    fields: dict[str, Any] = {}
    for goal in goals:
        fields[f"score_{goal.id}"] = RadioField(
            goal.text,
            choices=[SelectChoice("2", _l("Yes")), SelectChoice("1", _l("Partly")), SelectChoice("0", _l("No"))],
            validators=[optional()],
            default=None if goal.score is None else str(goal.score),
        )
        fields[f"outcome_{goal.id}"] = TextAreaField(
            _l("What came of it"), filters=[tidy], validators=[optional(), length(most=1000)], default=goal.outcome
        )
    form: EvaluationForm = type("EvaluationOfDialogue", (EvaluationForm,), fields)(data=filled)
    return form
