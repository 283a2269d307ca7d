"""The decisions a moderator can take about a submission, each a small form of its own."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from portal.domain.submissions import TO_DECLINE, TO_TAKE_DOWN
from portal.domain.words import DeclineReason
from portal.web.forms import Form, length, optional, required, tidy
from portal.web.words import choices

TOLD = _l("The sender reads this.")


class DecisionForm(Form):
    """What every decision carries: which version of the submission the moderator had read."""

    revision = HiddenField()

    def seen_revision(self) -> int:
        """The version the decision is about; 0, which no submission has, when it is missing."""
        text = self.revision.data or ""
        return int(text) if text.isdecimal() else 0

    def written(self) -> list[str]:
        """Every text typed into the form."""
        fields = (field for field in self if isinstance(field, StringField) and not isinstance(field, HiddenField))
        return [field.data for field in fields if field.data]


class TakeForm(DecisionForm):
    """Begin to read."""


class StepForm(DecisionForm):
    """Agree, undo, or let a decision count at once."""


class ApproveForm(DecisionForm):
    """Say yes; whether a name is shown is a choice of its own, and not shown unless it is made."""

    show_name = BooleanField(description=_l("The sender allows it. Without a tick no name is shown."))

    message = TextAreaField(
        _l("Message to the sender"), filters=[tidy], description=TOLD, validators=[length(most=4000)]
    )


class AskForm(DecisionForm):
    """Ask the sender something."""

    message = TextAreaField(
        _l("Your question"),
        filters=[tidy],
        description=TOLD,
        validators=[required(_l("Write your question.")), length(least=5, most=4000)],
    )


class DeclineForm(DecisionForm):
    """Say no, and why."""

    reasons: tuple[DeclineReason, ...] = TO_DECLINE
    reason = SelectField(_l("Reason"), validate_choice=False)
    message = TextAreaField(
        _l("Explanation to the sender"),
        filters=[tidy],
        description=_l("The sender reads this. Leave it empty to send the standard text of the reason."),
        validators=[optional(), length(least=10, most=4000)],
    )

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.reason.choices = [("", _l("Choose a reason")), *choices("decline_reason", self.reasons)]

    def validate_reason(self, field: Any) -> None:
        """One of the reasons there are."""
        if field.data not in self.reasons:
            raise ValidationError(_l("Choose a reason."))


class TakeDownForm(DeclineForm):
    """Show it no longer, and why."""

    reasons = TO_TAKE_DOWN


class PutBackForm(DecisionForm):
    """Show it again, and why."""

    message = TextAreaField(
        _l("Why is it shown again?"),
        filters=[tidy],
        description=TOLD,
        validators=[required(_l("Write why.")), length(least=5, most=4000)],
    )


class ForwardForm(DecisionForm):
    """Pass it on to where it belongs."""

    to = StringField(
        _l("To which body or channel?"),
        filters=[tidy],
        description=TOLD,
        validators=[required(_l("Write where it goes.")), length(most=200)],
    )
    message = TextAreaField(
        _l("Message to the sender"), filters=[tidy], description=TOLD, validators=[length(most=4000)]
    )


class RedactForm(DecisionForm):
    """The text as it may be shown."""

    title = StringField(
        _l("Heading"), filters=[tidy], validators=[required(_l("Write a heading.")), length(least=5, most=120)]
    )
    body = TextAreaField(
        _l("Text"), filters=[tidy], validators=[required(_l("Write a text.")), length(least=10, most=8000)]
    )


class HandOverForm(DecisionForm):
    """Let a colleague go on with it."""

    to = SelectField(_l("Colleague"), coerce=int, validate_choice=False)


class GatherForm(DecisionForm):
    """Put it under another, so that one decision serves both."""

    under = StringField(
        _l("Reference of the other"),
        filters=[tidy],
        validators=[required(_l("Write the reference of the other.")), length(most=20)],
    )


FORMS: dict[str, type[DecisionForm]] = {
    "take": TakeForm,
    "approve": ApproveForm,
    "ask": AskForm,
    "decline": DeclineForm,
    "forward": ForwardForm,
    "redact": RedactForm,
    "hand_over": HandOverForm,
    "gather": GatherForm,
    "separate": StepForm,
    "agree": StepForm,
    "undo": StepForm,
    "now": StepForm,
    "take_down": TakeDownForm,
    "put_back": PutBackForm,
    "hide_name": StepForm,
}


def decisions() -> dict[str, Any]:
    """One form for each decision; their fields do not collide on the page."""
    return {name: form(prefix=f"{name}-") for name, form in FORMS.items()}
