"""Third step: what residents can influence, what they are asked and who decides."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, MonthField, RadioField, SelectField, StringField

from portal.actions.draft import DecisionDraft, QuestionDraft
from portal.desk.planning.asking import Row, StepForm, address, day, line, number, rows, text
from portal.web.forms import length, optional, required, tidy


def kept_id(value: str | None) -> int | None:
    """The number of a row that was saved before, as a hidden field carries it."""
    return int(value) if value and value.isdigit() and len(value) < 10 else None


class QuestionRow(Row):
    """A question to residents."""

    id = HiddenField()
    text = StringField(_l("Question"), filters=[tidy], validators=[optional(), length(most=500)])

    def draft(self) -> QuestionDraft:
        """The question."""
        return QuestionDraft(text=self.text.data, id=kept_id(self.id.data))


class DecisionRow(Row):
    """A decision that the dialogue feeds."""

    id = HiddenField()
    body = line(
        _l("Who decides?"),
        most=200,
        hint=_l("The committee or council that takes the decision."),
        rules=(required(_l("Name the committee or council.")),),
    )
    month = MonthField(
        _l("When is the decision expected?"),
        description=_l("Year and month, such as 2027-04."),
        validators=[optional()],
    )
    case_number = line(_l("Case number"), most=60)
    url = address(_l("Web address of the case"))

    def draft(self) -> DecisionDraft:
        """The decision; what became of it is entered with the results."""
        month: date | None = self.month.data
        return DecisionDraft(
            body=self.body.data,
            month=month,
            case_number=self.case_number.data or "",
            url=self.url.data or None,
            id=kept_id(self.id.data),
        )


class InfluenceForm(StepForm):
    """The heart of the plan: without influence it is information, not dialogue."""

    purpose = text(_l("Why do you ask?"), most=4000, hint=_l("What you need to know, and what it will be used for."))
    influence = RadioField(_l("How much can residents influence?"), validators=[optional()])
    can_influence = text(_l("What residents can influence"), most=4000)
    cannot_influence = text(_l("What cannot be changed, and why"), most=4000)
    frame_in = text(_l("What the dialogue covers"), most=4000)
    frame_out = text(_l("What it does not cover"), most=4000)
    questions = rows(QuestionRow, _l("Questions to residents"))
    decisions = rows(DecisionRow, _l("Decisions"))
    feedback_promised = day(
        _l("When will residents hear the result?"),
        hint=_l("Left empty: 60 days after the last day. At the latest 180 days after it."),
    )
    budget_sek = number(
        _l("Money that residents decide about, in kronor"),
        least=0,
        most=2_000_000_000,
        hint=_l("For a participatory budget: residents can read the sum. Otherwise only staff see it."),
    )
    legal_basis = SelectField(_l("Legal basis"))
    official_channel_url = address(
        _l("Official channel"), hint=_l("For statutory consultations: where views must be sent to count.")
    )
    response_deadline = day(_l("Last day for views"))
    needs_neutral = BooleanField(
        _l("A neutral facilitator is needed"),
        description=_l("When trust is low: somebody who does not work for the city should lead the talk."),
    )
