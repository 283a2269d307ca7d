"""The organiser's forms about those who signed up."""

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, TextAreaField, TimeField

from portal.web.forms import Form, between, length, optional, required, sensible_day, tidy


class TermsForm(Form):
    """Seats, waiting places, and until when one can sign up."""

    capacity = IntegerField(
        _l("Seats"), description=_l("Empty: no limit."), validators=[optional(), between(least=1, most=100_000)]
    )
    waiting_places = IntegerField(
        _l("Places on the waiting list"),
        description=_l("Empty: no limit. 0: no waiting list."),
        validators=[optional(), between(least=0, most=100_000)],
    )
    closes_day = DateField(
        _l("Last day to sign up"),
        description=_l("Empty: until the occasion begins."),
        validators=[optional(), sensible_day()],
    )
    closes_time = TimeField(_l("Time"), validators=[optional()])


class MessageForm(Form):
    """A letter to everybody who has a seat or waits."""

    message = TextAreaField(
        _l("Letter to everybody who has signed up"),
        filters=[tidy],
        description=_l("Date, place and each person’s own link are added."),
        validators=[required(_l("Write your letter.")), length(least=10, most=4000)],
    )


class CountForm(Form):
    """Who came: one number for each sign-up (added when the form is made), and those who came besides."""

    walk_ins = IntegerField(
        _l("Came without having signed up"), validators=[optional(), between(least=0, most=10_000)]
    )


def count_form(guest_ids: list[int]) -> type[CountForm]:
    """The form with a number for each of these sign-ups."""
    fields = {
        f"came_{one}": IntegerField(_l("Came"), validators=[optional(), between(least=0, most=99)])
        for one in guest_ids
    }
    return type("CountOfGuestsForm", (CountForm,), fields)
