"""Fourth step: what the organiser wants to reach, and which assignments of the city it answers to."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from portal.actions.draft import GoalDraft, PolicyDraft
from portal.desk.planning.asking import Row, StepForm, address, line, rows, text
from portal.desk.planning.influence import kept_id
from portal.web.forms import CheckboxesField, required


class GoalRow(Row):
    """A goal that will be scored when the dialogue is followed up."""

    id = HiddenField()
    text = line(_l("Goal"), most=500, rules=(required(_l("Write the goal itself.")),))
    indicator = line(_l("How you measure it"), most=300)
    target = line(_l("How much is enough"), most=300)

    def draft(self) -> GoalDraft:
        """The goal; its outcome is entered with the evaluation."""
        return GoalDraft(
            text=self.text.data,
            indicator=self.indicator.data or "",
            target=self.target.data or "",
            id=kept_id(self.id.data),
        )


class PolicyRow(Row):
    """An assignment or goal of the city."""

    code = line(
        _l("Code"),
        most=40,
        hint=_l("As it stands in the document, such as 4.3.2."),
        rules=(required(_l("Write the code.")),),
    )
    document = line(_l("Document"), most=200)
    url = address(_l("Web address of the document"))

    def draft(self) -> PolicyDraft:
        """The link."""
        return PolicyDraft(code=self.code.data, document=self.document.data or "", url=self.url.data or None)


class GoalsForm(StepForm):
    """Not needed to publish, but a dialogue without goals can never be followed up."""

    goals = rows(GoalRow, _l("Goals"))
    policy_links = rows(PolicyRow, _l("Assignments and goals of the city"))
    perspectives = CheckboxesField(
        _l("Looked at in particular"), description=_l("Tick what the dialogue looks at. Residents can read it.")
    )
    global_goals = CheckboxesField(_l("Global goals"), coerce=int)
    internal_note = text(_l("Internal note"), most=4000, hint=_l("Never shown to residents."))
