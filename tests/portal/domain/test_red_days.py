"""Which days are poor choices: from the public calendar, year after year."""

from datetime import date

from portal.occasions.red_days import red_day


def test_christmas_and_midsummer_are_public_holidays_with_their_eves() -> None:
    for day in (date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 26), date(2027, 6, 25), date(2027, 6, 26)):
        found = red_day(day)
        assert found is not None, day
        assert found.public, day


def test_an_ordinary_sunday_is_a_good_day() -> None:
    assert red_day(date(2026, 11, 29)) is None


def test_great_feasts_of_other_faiths_are_known() -> None:
    known = {day: found.code for day in (date(2026, 3, 20), date(2026, 9, 21)) if (found := red_day(day))}
    assert known == {date(2026, 3, 20): "eid_al_fitr", date(2026, 9, 21): "yom_kippur"}
