"""Days on which few can come: public holidays in Sweden and great feasts of other faiths."""

from datetime import date
from functools import cache

import holidays

from portal.domain.readiness import RedDay

_FEASTS = {
    "Eid al-Fitr": "eid_al_fitr",
    "Eid al-Adha": "eid_al_adha",
    "Rosh Hashanah": "rosh_hashanah",
    "Yom Kippur": "yom_kippur",
    "Orthodox Christmas Day": "orthodox_christmas",
    "Orthodox Good Friday": "orthodox_good_friday",
}
"""The feasts that are warned about, by the names the calendar gives them (some are estimated to a day)."""

_WHERE_THEY_ARE_KEPT = ("BA", "IL")


def red_day(day: date) -> RedDay | None:
    """What makes a day a poor choice; None for an ordinary day. Sundays are ordinary."""
    return _of_year(day.year).get(day)


@cache
def _of_year(year: int) -> dict[date, RedDay]:
    found: dict[date, RedDay] = {}
    for country in _WHERE_THEY_ARE_KEPT:
        for day, names in holidays.country_holidays(country, years=year, language="en_US").items():
            for name, code in _FEASTS.items():
                if any(one.startswith(name) for one in names.split("; ")):
                    found[day] = RedDay(code, public=False)
    swedish = holidays.country_holidays("SE", years=year, categories=("public", "de_facto"), include_sundays=False)
    return found | {day: RedDay("public", public=True) for day in swedish}
