"""Sixth step: the times and places at which one can take part."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, SelectField, TimeField

from portal.actions.draft import OccasionDraft
from portal.desk.planning import asking
from portal.desk.planning.asking import Row, StepForm, line, number, rows
from portal.domain.calendar import exists
from portal.domain.words import OccasionKind, RegistrationNeed
from portal.web.forms import CheckboxesField, optional

SERVICES = ("wheelchair", "hearing_loop", "sign_language", "interpreter", "childcare", "refreshments")


class OccasionRow(Row):
    """One time and place; left out when day, place, address and web address are all empty."""

    uuid = HiddenField()
    day = asking.day(_l("Day"))
    begins = TimeField(_l("Begins"), validators=[optional()])
    ends = TimeField(_l("Ends"), validators=[optional()])
    last_day = asking.day(_l("Last day, if it goes on for several days"))
    kind = SelectField(_l("How people take part"))
    venue_id = SelectField(_l("Venue"))
    place = line(_l("Place"), most=160, hint=_l("If it is not one of the venues above: a square, for example."))
    address = line(_l("Address"), most=200)
    online_url = asking.address(_l("Web address, if it is held online"))
    capacity = number(_l("Seats"), least=1, most=100_000)
    registration = SelectField(_l("Registration"))
    languages = CheckboxesField(_l("Languages"))
    wheelchair = BooleanField(_l("Step-free for wheelchairs"))
    hearing_loop = BooleanField(_l("Hearing loop"))
    sign_language = BooleanField(_l("Sign language"))
    interpreter = BooleanField(_l("Interpreter"))
    childcare = BooleanField(_l("Childcare"))
    refreshments = BooleanField(_l("Refreshments"))

    @property
    def filled(self) -> bool:
        """Whether anything was said about this occasion."""
        told = (self.day.data, self.venue_id.data, self.place.data, self.address.data, self.online_url.data)
        return any(told) or any(self.day.raw_data or ())

    def validate(self, extra_validators: Any = None) -> bool:
        """An occasion needs a day and both hours, the end after the beginning (V19)."""
        if not self.filled:
            return True
        fine = bool(super().validate(extra_validators))
        for field in (self.day, self.begins, self.ends):
            if field.data is None and not field.errors:
                field.errors = [*field.errors, _("Say the day and both hours.")]
                fine = False
        if not fine:
            return False
        last = self.last_day.data or self.day.data
        if (last, self.ends.data) <= (self.day.data, self.begins.data):
            self.ends.errors = [*self.ends.errors, _("The end must come after the beginning.")]
            return False
        for date, field in ((self.day.data, self.begins), (last, self.ends)):
            if not exists(date, field.data):
                field.errors = [*field.errors, _("The clock is put forward that night: this hour does not exist.")]
                fine = False
        return fine

    def draft(self) -> OccasionDraft:
        """The occasion."""
        last = self.last_day.data
        return OccasionDraft(
            uuid=self.uuid.data or "",
            day=self.day.data,
            begins=self.begins.data,
            ends=self.ends.data,
            last_day=last if last and last != self.day.data else None,
            kind=OccasionKind(self.kind.data),
            venue_id=int(self.venue_id.data) if self.venue_id.data else None,
            place=self.place.data or "",
            address=self.address.data or "",
            online_url=self.online_url.data or None,
            capacity=self.capacity.data,
            registration=RegistrationNeed(self.registration.data),
            languages=tuple(self.languages.data or ("sv",)),
            **{name: bool(self[name].data) for name in SERVICES},
        )


class OccasionsForm(StepForm):
    """Every time and place of the dialogue."""

    occasions = rows(OccasionRow, _l("Occasions"))
