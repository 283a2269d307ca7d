"""Forms for what came of a dialogue."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField, TextAreaField

from portal.web.forms import Form, between, length, optional, required, tidy

MOST = 1_000_000


def _count(label: object) -> IntegerField:
    return IntegerField(label, default=0, validators=[between(least=0, most=MOST)])


class ParticipationForm(Form):
    """Who took part, in counts."""

    occasion = SelectField(_l("Which occasion"))
    method = SelectField(_l("How the number is known"))
    total = IntegerField(_l("In all"), validators=[between(least=0, most=MOST)])
    women = _count(_l("Women"))
    men = _count(_l("Men"))
    other = _count(_l("Other, or did not say"))
    band_0_12 = _count(_l("0–12 years"))
    band_13_15 = _count(_l("13–15 years"))
    band_16_19 = _count(_l("16–19 years"))
    band_20_29 = _count(_l("20–29 years"))
    band_30_44 = _count(_l("30–44 years"))
    band_45_64 = _count(_l("45–64 years"))
    band_65_79 = _count(_l("65–79 years"))
    band_80_plus = _count(_l("80 years or more"))
    first_time = IntegerField(
        _l("In a dialogue for the first time"), validators=[optional(), between(least=0, most=MOST)]
    )


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
    theme = SelectField(_l("Subject"))
    evidence = StringField(
        _l("Where it is seen"),
        filters=[tidy],
        validators=[optional(), length(most=300)],
        description=_l("The occasion, or a page in a document."),
    )


class FeedbackForm(Form):
    """What those who took part are told."""

    kind = SelectField(_l("What you tell"))
    text = TextAreaField(
        _l("Text to residents"),
        filters=[tidy],
        description=_l("What you heard, what was decided and why, what happens now."),
        validators=[required(_l("Write to those who took part.")), length(least=40, most=10_000)],
    )


class PromiseForm(Form):
    """A promise with an owner and a day."""

    text = TextAreaField(
        _l("Promise"),
        filters=[tidy],
        validators=[required(_l("Write what is promised.")), length(least=10, most=1000)],
    )
    organisation = SelectField(_l("Who keeps it"))
    due = DateField(_l("By which day"), validators=[required(_l("Say by which day."))])
    case_number = StringField(_l("Case number"), filters=[tidy], validators=[optional(), length(most=60)])
    comment = TextAreaField(
        _l("Comment to residents"),
        filters=[tidy],
        validators=[required(_l("Say something about how it will be done.")), length(least=20, most=1000)],
    )


class FollowForm(Form):
    """How a promise goes."""

    status = SelectField(_l("How it goes"))
    comment = TextAreaField(
        _l("Comment to residents"),
        filters=[tidy],
        validators=[required(_l("Tell residents how it goes.")), length(least=20, most=1000)],
    )
    due = DateField(_l("New day, if it was changed"), validators=[optional()])
    text = TextAreaField(
        _l("New wording, if it was changed"), filters=[tidy], validators=[optional(), length(most=1000)]
    )


class ReportForm(Form):
    """The last step: declare the dialogue reported back."""

    no_finding_because = TextAreaField(
        _l("If there is no finding: why?"), filters=[tidy], validators=[optional(), length(most=1000)]
    )
