"""The dialogues of the worked example, as the rules of overlap see them, and hypothesis strategies for any others."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from portal.domain.area import Place
from portal.domain.overlap import Ask

TODAY = date(2026, 9, 1)

CITY = Place(kind="city")
RAGSVED = Place(kind="neighbourhood", district="enskede", neighbourhood="ragsved", lat=59.2545, lon=18.0324)
HAGSATRA = Place(kind="neighbourhood", district="enskede", neighbourhood="hagsatra", lat=59.2622, lon=18.0122)
HOKARANGEN = Place(kind="neighbourhood", district="farsta", neighbourhood="hokarangen", lat=59.2553, lon=18.0854)
ENSKEDE = Place(kind="district", district="enskede")
FARSTA = Place(kind="district", district="farsta")


def ask(
    name: str,
    start: str,
    end: str | None = None,
    *,
    place: Place = RAGSVED,
    groups: str = "all",
    theme: str = "urban_environment/safety",
    minutes: int = 120,
    organiser: str = "enskede",
    **more: object,
) -> Ask:
    """One dialogue, on one day unless a last day is given."""
    return Ask(
        id=name,
        start=date.fromisoformat(start),
        end=date.fromisoformat(end or start),
        places=(place,),
        groups=frozenset(groups.split()),
        themes=frozenset({theme}),
        minutes=minutes,
        organiser=organiser,
        **more,  # type: ignore[arg-type]
    )


LOCAL_PROGRAMME = ask("A", "2026-10-15")
STREET_TALK = ask("B", "2026-10-29", theme="urban_environment/street", minutes=90, organiser="trafikkontoret")
LANDLORD = ask("C", "2026-05-20", groups="tenants", organiser="stockholmshem")
CITY_SURVEY = ask(
    "D",
    "2026-10-01",
    "2026-11-15",
    place=CITY,
    theme="city_planning/comprehensive_plan",
    minutes=10,
    organiser="stadsbyggnadskontoret",
)
PLAN = ask(
    "E",
    "2026-10-05",
    "2026-11-02",
    theme="city_planning/detailed_plan",
    minutes=60,
    organiser="stadsbyggnadskontoret",
    statutory=True,
)
ACROSS = ask("H", "2026-10-16", place=HOKARANGEN, theme="urban_environment/square", organiser="farsta")
ANSWERED = replace(LANDLORD, results_published=TODAY)


places = st.sampled_from([CITY, RAGSVED, HAGSATRA, HOKARANGEN, ENSKEDE, FARSTA])
groups = st.frozensets(
    st.sampled_from(["all", "tenants", "youth_16_19", "older_65", "parents", "women_girls"]), min_size=1, max_size=4
)
themes = st.frozensets(
    st.sampled_from(["urban_environment/safety", "urban_environment/park", "urban_environment", "care", "other"]),
    min_size=1,
    max_size=3,
)
days = st.dates(date(2025, 6, 1), date(2027, 12, 31))


@st.composite
def asks(draw: st.DrawFn, name: str = "B") -> Ask:
    """Any dialogue."""
    start = draw(days)
    return Ask(
        id=name,
        start=start,
        end=start + timedelta(draw(st.integers(0, 60))),
        places=tuple(draw(st.lists(places, min_size=1, max_size=3))),
        groups=draw(groups),
        themes=draw(themes),
        minutes=draw(st.integers(1, 2000)),
        organiser=draw(st.sampled_from(["enskede", "farsta", "trafikkontoret"])),
        statutory=draw(st.booleans()),
        cancelled=draw(st.booleans()),
        results_published=draw(st.none() | days),
        joint_with=draw(st.sampled_from([frozenset(), frozenset({"A"})])),
    )


@st.composite
def several(draw: st.DrawFn) -> list[Ask]:
    """Any dialogues, each with a name of its own."""
    return [draw(asks(name=f"B{number}")) for number in range(draw(st.integers(0, 8)))]
