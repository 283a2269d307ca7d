"""The form in which residents and associations tell the city something, and the short ones on its receipt."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField

from portal.domain.submissions import Sign
from portal.web.forms import Form, length, required, tidy
from portal.web.submission_form import SubmissionForm
from portal.web.tickets import Ticket

QUICKEST = 4
"""Seconds a person needs at least to fill in the form."""


class PublicForm(Form):
    """A form without a session: tickets and the sender's own site stand in for the token."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        csrf = False


class SuggestForm(SubmissionForm, PublicForm):
    """What residents are asked; `website` is a trap that people never see."""

    website = StringField(_l("Leave this empty"))
    about = HiddenField()
    ticket = HiddenField()

    def signs(self, ticket: Ticket) -> frozenset[Sign]:
        """Signs that a machine filled it in."""
        found = {Sign.HIDDEN_FIELD: bool(self.website.data), Sign.TOO_FAST: ticket.age < QUICKEST}
        return frozenset(sign for sign, there in found.items() if there)


class ReplyForm(PublicForm):
    """The sender's answer to a question from the moderator."""

    message = TextAreaField(
        _l("Your answer"), filters=[tidy], validators=[required(_l("Write your answer.")), length(most=8000)]
    )


class AskAgainForm(PublicForm):
    """The sender's wish for another look."""

    message = TextAreaField(
        _l("What should we think of when we look again?"),
        filters=[tidy],
        validators=[required(_l("Write why we should look again.")), length(least=10, most=4000)],
    )

    def __init__(self, **arguments: Any) -> None:
        super().__init__(prefix="again-", **arguments)
