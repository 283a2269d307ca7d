"""Second step: where, when and whom."""

from flask_babel import lazy_gettext as _l

from portal.desk.planning.asking import StepForm, day, number, text
from portal.web.forms import CheckboxesField, not_before


class ScopeForm(StepForm):
    """What decides who is asked, and how much."""

    areas = CheckboxesField(_l("Where"))
    themes = CheckboxesField(_l("Subject"))
    starts = day(_l("First day"), hint=_l("At least 14 days after publishing; four weeks is better."))
    ends = day(
        _l("Last day"),
        hint=_l("Leave it empty if the dialogue is always open."),
        rules=(not_before("starts", _l("The last day must not come before the first.")),),
    )
    groups = CheckboxesField(_l("Whom do you ask?"))
    methods = CheckboxesField(_l("How"))
    minutes = number(
        _l("Minutes asked of each person"),
        least=1,
        most=2000,
        hint=_l("Left empty, the usual time for the method is used."),
    )
    expected = number(_l("How many you expect"), least=0, most=1_000_000)
    languages = CheckboxesField(_l("Languages one can take part in"))
    overlap_reason = text(
        _l("Why the dialogue is held although others ask the same people"),
        most=2000,
        hint=_l("Needed when the overlap is high. Residents can read it."),
    )
