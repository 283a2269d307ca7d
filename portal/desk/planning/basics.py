"""First step: what the dialogue is about and who holds it."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, SelectField, StringField

from portal.desk.planning.asking import AS_WRITTEN, StepForm, line, lines, number, text
from portal.web.forms import CheckboxesField, email, length, optional, required, tidy


class BasicsForm(StepForm):
    """Only title and organiser are needed to save a draft."""

    title = StringField(
        _l("Title"),
        filters=[tidy],
        description=_l("What it is about and where, in the residents' words."),
        validators=[required(_l("Give the dialogue a title.")), length(least=5, most=120)],
        render_kw=AS_WRITTEN,
    )
    lead = SelectField(_l("Organiser"), validators=[required(_l("Choose who holds the dialogue."))])
    summary = text(
        _l("Summary"),
        least=40,
        most=400,
        hint=_l("Two or three sentences in plain Swedish, at least 40 characters: what, where, for whom."),
    )
    form = SelectField(_l("Kind of dialogue"))
    stage = SelectField(_l("How far the matter has come"))
    continuity = SelectField(_l("Once or continuously"))
    report_interval_months = number(
        _l("Months between reports to residents"),
        least=1,
        most=12,
        hint=_l("Only for a dialogue that is always open: how often will you tell what has come of it?"),
    )
    contact_function = line(
        _l("Contact"),
        most=120,
        hint=_l("A function, not a person. Left empty: the contact that your organisation named last."),
    )
    contact_email = EmailField(_l("E-mail to the contact"), filters=[tidy], validators=[optional(), email()])
    co_organisers = CheckboxesField(
        _l("Held together with"), description=_l("They may edit the plan too, and report results.")
    )
    partners = lines(
        _l("Other partners"),
        most=120,
        hint=_l("Associations, councils or companies that take part; one on each line."),
    )
    programme = SelectField(_l("Programme it belongs to"))
    process_leader_id = SelectField(_l("Process leader"), description=_l("The name is shown only with consent."))
    facilitator_id = SelectField(_l("Facilitator"), description=_l("Somebody who leads the talk."))


class NewForm(BasicsForm):
    """The first step of a dialogue that is not saved yet; `once` marks the opened form."""

    once = HiddenField()
