"""The form in which a clerk plans a dialogue."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    MonthField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
    URLField,
)
from wtforms import Form as PlainForm

from portal.domain.calendar import exists
from portal.web.forms import (
    CheckboxesField,
    Form,
    between,
    email,
    length,
    not_before,
    optional,
    required,
    sensible_day,
    tidy,
    web_address,
)


def _text(label: Any, *, most: int, hint: Any = "", least: int = 0, rules: tuple[Any, ...] = ()) -> TextAreaField:
    return TextAreaField(
        label, description=hint, filters=[tidy], validators=[*rules, optional(), length(least=least, most=most)]
    )


def _line(label: Any, *, most: int, hint: Any = "") -> StringField:
    return StringField(label, description=hint, filters=[tidy], validators=[optional(), length(most=most)])


def _day(label: Any, *, hint: Any = "", rules: tuple[Any, ...] = ()) -> DateField:
    return DateField(label, description=hint, validators=[optional(), sensible_day(), *rules])


class OccasionForm(PlainForm):  # type: ignore[misc]
    """One time and place; left out when day, place and address are all empty."""

    uuid = HiddenField()
    day = _day(_l("Day"))
    begins = TimeField(_l("Begins"), validators=[optional()])
    ends = TimeField(_l("Ends"), validators=[optional()])
    kind = SelectField(_l("How people take part"))
    place = _line(_l("Place"), most=160, hint=_l("For example a library or a square."))
    address = _line(_l("Address"), most=200)
    online_url = URLField(
        _l("Web address, if it is held online"), filters=[tidy], validators=[optional(), web_address()]
    )
    capacity = IntegerField(_l("Seats"), validators=[optional(), between(least=1, most=100_000)])
    registration = SelectField(_l("Registration"))
    wheelchair = BooleanField(_l("Step-free for wheelchairs"))
    hearing_loop = BooleanField(_l("Hearing loop"))
    sign_language = BooleanField(_l("Sign language"))
    interpreter = BooleanField(_l("Interpreter"))
    childcare = BooleanField(_l("Childcare"))
    refreshments = BooleanField(_l("Refreshments"))

    @property
    def filled(self) -> bool:
        """Whether anything was said about this occasion."""
        return any(
            (
                self.day.data,
                self.day.raw_data and self.day.raw_data[0],
                self.place.data,
                self.address.data,
                self.online_url.data,
            )
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """An occasion that is filled in needs a day and both hours, the end after the beginning."""
        if not self.filled:
            return True
        fine = bool(super().validate(extra_validators))
        for field in (self.day, self.begins, self.ends):
            if field.data is None and not field.errors:
                field.errors = [*field.errors, _("Say the day and both hours.")]
                fine = False
        if self.begins.data and self.ends.data and self.ends.data <= self.begins.data:
            self.ends.errors = [*self.ends.errors, _("The end must come after the beginning.")]
            fine = False
        for field in (self.begins, self.ends):
            if fine and self.day.data and field.data and not exists(self.day.data, field.data):
                field.errors = [*field.errors, _("The clock is put forward that night: this hour does not exist.")]
                fine = False
        return fine


class DialogueForm(Form):
    """Everything a dialogue needs to be published; only title and organiser are needed to save a draft."""

    revision = HiddenField()
    once = HiddenField()
    lead = SelectField(_l("Organiser"), validators=[required(_l("Choose who holds the dialogue."))])
    title = StringField(
        _l("Title"),
        filters=[tidy],
        description=_l("What it is about and where, in the residents' words."),
        validators=[required(_l("Give the dialogue a title.")), length(least=5, most=120)],
    )
    summary = _text(
        _l("Summary"), least=40, most=400, hint=_l("Two or three sentences in plain Swedish: what, where, for whom.")
    )
    easy_read = _text(
        _l("Easy-to-read Swedish"), most=4000, hint=_l("Short sentences, common words, one thought at a time.")
    )
    purpose = _text(_l("Why do you ask?"), most=4000, hint=_l("What you need to know, and what it will be used for."))
    influence = RadioField(_l("How much can residents influence?"), validators=[optional()])
    frame_in = _text(_l("What the dialogue covers"), most=4000)
    frame_out = _text(_l("What it does not cover"), most=4000)
    can_influence = _text(_l("What residents can influence"), most=4000)
    cannot_influence = _text(_l("What cannot be changed, and why"), most=4000)
    form = SelectField(_l("Kind of dialogue"))
    legal_basis = SelectField(_l("Legal basis"))
    official_channel_url = URLField(
        _l("Official channel"),
        filters=[tidy],
        validators=[optional(), web_address()],
        description=_l("For statutory consultations: where views must be sent to count."),
    )
    response_deadline = _day(_l("Last day for views"))
    stage = SelectField(_l("How far the matter has come"))
    continuity = SelectField(_l("Once or continuously"))
    areas = CheckboxesField(_l("Where"))
    themes = CheckboxesField(_l("Subject"))
    groups = CheckboxesField(_l("Whom do you ask?"))
    methods = CheckboxesField(_l("How"))
    languages = CheckboxesField(_l("Languages one can take part in"))
    starts = _day(_l("First day"))
    ends = _day(_l("Last day"), rules=(not_before("starts", _l("The last day must not come before the first.")),))
    minutes = IntegerField(
        _l("Minutes asked of each person"),
        validators=[optional(), between(least=1, most=2000)],
        description=_l("Left empty, the usual time for the method is used."),
    )
    expected = IntegerField(_l("How many you expect"), validators=[optional(), between(least=0, most=1_000_000)])
    questions = _text(_l("Questions to residents"), most=4000, hint=_l("One question on each line."))
    goals = _text(
        _l("Goals"), most=3000, hint=_l("One goal on each line. You will say afterwards whether it was reached.")
    )
    decision_body = _line(_l("Who decides?"), most=200, hint=_l("The committee or council that takes the decision."))
    decision_month = MonthField(_l("When is the decision expected?"), validators=[optional()])
    case_number = _line(_l("Case number"), most=60)
    feedback_promised = _day(
        _l("When will residents hear the result?"), hint=_l("At the latest 180 days after the last day.")
    )
    seldom_heard = CheckboxesField(_l("Groups that are seldom heard and that you will reach"))
    seldom_heard_reason = _text(_l("If none: why not?"), most=1000)
    checklist_method = _text(_l("Why this method?"), most=1000)
    checklist_place = _text(_l("Why this place?"), most=1000)
    checklist_room = _text(_l("How is the room or the conversation arranged?"), most=1000)
    checklist_recruitment = _text(_l("How are people invited?"), most=1000)
    contact_function = _line(
        _l("Contact"), most=120, hint=_l("A function, not a person: for example Democracy coordinator.")
    )
    contact_email = EmailField(_l("E-mail to the contact"), filters=[tidy], validators=[optional(), email()])
    accessibility_note = _text(_l("Accessibility"), most=1000)
    overlap_reason = _text(
        _l("Why the dialogue is held although others ask the same people"),
        most=2000,
        hint=_l("Needed when the overlap is high. Residents can read it."),
    )
    internal_note = _text(_l("Internal note"), most=4000, hint=_l("Never shown to residents."))
    occasions = FieldList(FormField(OccasionForm))

    def add_occasion(self) -> None:
        """Offer one more empty occasion."""
        self.occasions.append_entry()
