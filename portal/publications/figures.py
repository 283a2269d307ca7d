"""What public pages are given of numbers and lessons: who took part, what was measured, what was learnt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.domain.suppression import Breakdown


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measured effect: an indicator, its unit, its value on a day, and where it comes from."""

    indicator: str
    unit: str
    value: float
    on: date
    source: str = ""
    social_value: str | None = None
    sdg: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotOption:
    """A proposal voted on; `votes` are already protected: none when not known, or `votes_hidden`.

    `commitment` is the id of the promise that carries it out.
    """

    text: dict[str, str]
    cost_sek: int | None = None
    votes: int | None = None
    votes_hidden: bool = False
    chosen: bool = False
    commitment: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionCount:
    """How many came to one occasion; never told apart."""

    occasion: str
    total: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TookPart:
    """Who took part, already protected: `gender`, `age`, `home`, `language` and `first_time` beside one another.

    `held_back` says that a correction is not shown, or not whole, because it would reveal somebody.
    """

    total: int
    method: str
    breakdowns: Mapping[str, Breakdown] = field(default_factory=dict)
    held_back: bool = False
    occasions: tuple[OccasionCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterForm:
    """Averages (1 to 5, one decimal) of three questions, and how many answered: at least ten."""

    answers: int
    felt_heard: float
    understood: float
    again: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What worked, how people were in fact reached, and what the organiser would do otherwise."""

    worked: dict[str, str]
    lessons: str = ""
    differently: str = ""
    recruitment_used: tuple[str, ...] = ()
    after_form: AfterForm | None = None
