"""Fifth step: each group, what keeps it away and how it is reached; and the planning questions."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField

from portal.actions.draft import TargetDraft
from portal.desk.planning.asking import Row, StepForm, number, rows, text
from portal.web.forms import CheckboxesField, required


class TargetRow(Row):
    """The analysis of one group; a group alone, with nothing said about it, is left out."""

    SILENT = frozenset({"group"})

    group = SelectField(_l("Group"), validators=[required(_l("Choose the group."))])
    seldom_heard = BooleanField(_l("Seldom heard here, and we will reach them"))
    recruitment = CheckboxesField(_l("How they are reached"))
    why = text(_l("Why this group?"), most=1000)
    barriers = text(_l("What may keep them away?"), most=1000)
    planned_share = number(_l("Share of those who take part, in per cent"), least=0, most=100)

    def draft(self) -> TargetDraft:
        """The analysis."""
        return TargetDraft(
            group=self.group.data,
            why=self.why.data or "",
            seldom_heard=bool(self.seldom_heard.data),
            barriers=self.barriers.data or "",
            recruitment=tuple(self.recruitment.data or ()),
            planned_share=self.planned_share.data,
        )


class ReachForm(StepForm):
    """How the dialogue reaches more than those who always come."""

    targets = rows(TargetRow, _l("Groups and how you reach them"))
    seldom_heard_reason = text(_l("If no group is seldom heard: why not?"), most=1000)
    checklist_method = text(_l("Why this method?"), most=1000)
    checklist_place = text(_l("Why this place?"), most=1000)
    checklist_room = text(_l("How is the room or the conversation arranged?"), most=1000)
    checklist_recruitment = text(_l("How are people invited?"), most=1000)

    asked: frozenset[str] = frozenset()
    """The groups that an earlier step chose."""

    def validate(self, extra_validators: Any = None) -> bool:
        """A group is analysed once."""
        fine = bool(super().validate(extra_validators))
        seen = set()
        for entry in self.targets:
            if not entry.form.filled:
                # Groups chosen in an earlier step are offered anew; another one must not vanish without a word.
                if entry.form.group.data and entry.form.group.data not in self.asked:
                    told = _("Say something about the group, or choose none.")
                    entry.form.group.errors = [*entry.form.group.errors, told]
                    fine = False
                continue
            if entry.form.group.data in seen:
                entry.form.group.errors = [*entry.form.group.errors, _("This group already stands above.")]
                fine = False
            seen.add(entry.form.group.data)
        return fine
