"""The form in which those who took part are counted: short enough for a phone at the door."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, TextAreaField

from portal.web.forms import Form, between, length, optional, tidy

MOST = 1_000_000
ELSEWHERE = ("other_district", "other_municipality")


def _count(label: object) -> IntegerField:
    return IntegerField(label, validators=[optional(), between(least=0, most=MOST)])


class CountingForm(Form):
    """Who took part, in counts; what is left empty counts as nobody."""

    occasion = SelectField(_l("Which occasion"))
    women = _count(_l("Women"))
    men = _count(_l("Men"))
    other = _count(_l("Other, or did not say"))
    total = IntegerField(
        _l("In all"),
        description=_l("Leave it empty, and the portal adds up."),
        validators=[optional(), between(least=0, most=MOST)],
    )
    method = SelectField(_l("How the number is known"))
    band_0_12 = _count(_l("0–12 years"))
    band_13_15 = _count(_l("13–15 years"))
    band_16_19 = _count(_l("16–19 years"))
    band_20_29 = _count(_l("20–29 years"))
    band_30_44 = _count(_l("30–44 years"))
    band_45_64 = _count(_l("45–64 years"))
    band_65_79 = _count(_l("65–79 years"))
    band_80_plus = _count(_l("80 years or more"))
    first_time = _count(_l("In a dialogue for the first time"))
    note = TextAreaField(
        _l("Note for colleagues"),
        filters=[tidy],
        description=_l("How it was counted, who was missed. Residents do not see it."),
        validators=[optional(), length(most=500)],
    )

    def named(self, prefix: str) -> list[Any]:
        """The fields whose names begin so, in order."""
        return [field for field in self if field.name.startswith(prefix)]

    def counts(self, prefix: str) -> dict[str, int]:
        """What was counted in the fields whose names begin so, by the rest of the name."""
        return {field.name.removeprefix(prefix): field.data or 0 for field in self.named(prefix)}


def counting_form(
    homes: Mapping[str, str], languages: Mapping[str, str], channels: Mapping[str, str]
) -> CountingForm:
    """A form that also asks where people live, what they spoke and how they were reached, by code and name."""
    fields = {f"home_{slug}": _count(name) for slug, name in homes.items()}
    fields |= {
        "home_other_district": _count(_l("In another district of Stockholm")),
        "home_other_municipality": _count(_l("In another municipality")),
    }
    fields |= {f"language_{code}": _count(name) for code, name in languages.items()}
    fields |= {f"channel_{code}": _count(name) for code, name in channels.items()}
    form: CountingForm = type("CountingOfDialogue", (CountingForm,), fields)()
    return form
