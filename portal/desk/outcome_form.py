"""Forms for what was learnt, told, measured, voted on and promised."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, DecimalField, IntegerField, SelectField, StringField, TextAreaField

from portal.web.forms import CheckboxesField, Form, between, length, optional, required, sensible_day, tidy


class FindingForm(Form):
    """One thing that was learnt."""

    text = TextAreaField(
        _l("Finding"),
        filters=[tidy],
        description=_l("One sentence that somebody who was not there understands."),
        validators=[required(_l("Write the finding.")), length(least=10, most=500)],
    )
    kind = SelectField(_l("What kind"))
    strength = SelectField(_l("How many said it"))
    seen_in = SelectField(_l("Where it is seen"), validators=[optional()])
    document_page = IntegerField(_l("Page in the document"), validators=[optional(), between(least=1, most=5000)])
    evidence = StringField(
        _l("Or in words"),
        filters=[tidy],
        validators=[optional(), length(most=300)],
        description=_l("Such as the notes from the third table."),
    )
    themes = CheckboxesField(_l("Subjects, if not all of the dialogue"))
    areas = CheckboxesField(_l("Places, if not all of the dialogue"))
    groups = CheckboxesField(_l("Groups, if not all of the dialogue"))
    valid_until = DateField(
        _l("Holds until"),
        description=_l("Left empty, it holds until further notice."),
        validators=[optional(), sensible_day()],
    )


class FeedbackForm(Form):
    """What those who took part are told."""

    kind = SelectField(_l("What you tell"))
    text = TextAreaField(
        _l("Text to residents"),
        filters=[tidy],
        description=_l(
            "What you heard, what was decided and why, what happens now. They can read it as soon as you save."
        ),
        validators=[required(_l("Write to those who took part.")), length(least=40, most=10_000)],
    )


class MeasureForm(Form):
    """A measured effect."""

    indicator = StringField(
        _l("What was measured"),
        filters=[tidy],
        description=_l("Such as: share who feel safe on the way to the square."),
        validators=[required(_l("Say what was measured.")), length(least=3, most=200)],
    )
    value = DecimalField(
        _l("Value"), validators=[required(_l("Write a number.")), between(least=-9_999_999, most=9_999_999)]
    )
    unit = StringField(
        _l("Unit"),
        filters=[tidy],
        description=_l("Such as per cent, persons, kronor."),
        validators=[required(_l("Say in what it is counted.")), length(most=40)],
    )
    on_day = DateField(_l("Measured on"), validators=[required(_l("Say which day.")), sensible_day()])
    source = StringField(
        _l("Where the number comes from"),
        filters=[tidy],
        validators=[required(_l("Say where the number comes from.")), length(most=300)],
    )
    social_value = StringField(_l("Social value"), filters=[tidy], validators=[optional(), length(most=80)])
    sdg = SelectField(_l("Global goal"), validators=[optional()])


class OptionForm(Form):
    """A proposal in the vote of a participatory budget."""

    text = StringField(
        _l("Proposal"),
        filters=[tidy],
        validators=[required(_l("Write what was proposed.")), length(least=3, most=300)],
    )
    cost = IntegerField(_l("Cost in kronor"), validators=[optional(), between(least=0, most=2_000_000_000)])
    votes = IntegerField(
        _l("Number of votes"),
        description=_l("Small numbers are not shown, so that nobody can be recognised."),
        validators=[optional(), between(least=0, most=10_000_000)],
    )
    chosen = BooleanField(_l("It won the vote"))
    commitment = SelectField(_l("The promise to carry it out"), validators=[optional()])


class PromiseForm(Form):
    """A promise with an owner and a day."""

    text = TextAreaField(
        _l("Promise"),
        filters=[tidy],
        validators=[required(_l("Write what is promised.")), length(least=10, most=1000)],
    )
    organisation = SelectField(_l("Who keeps it"))
    proposed = BooleanField(
        _l("Only a proposal so far"),
        description=_l("Choose this when the one who is to keep it has not said yes yet; a proposal needs no day."),
    )
    due = DateField(_l("By which day"), validators=[optional(), sensible_day()])
    decision = SelectField(_l("The decision behind it"))
    case_number = StringField(_l("Case number"), filters=[tidy], validators=[optional(), length(most=60)])
    comment = TextAreaField(
        _l("Comment to residents"),
        filters=[tidy],
        validators=[required(_l("Say something about how it will be done.")), length(least=20, most=1000)],
    )


class ReportForm(Form):
    """The last step: declare the dialogue reported back."""

    no_finding_because = TextAreaField(
        _l("If there is no finding: why?"), filters=[tidy], validators=[optional(), length(most=1000)]
    )
