"""The numbers of the fatigue model: convention, not science; staff may change them, each change is a new version."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """All numbers of the model. Days, kilometres and minutes; weights are shares of one."""

    version: int = 1
    closeness: float = 0.40
    theme: float = 0.25
    organiser: float = 0.10
    feedback: float = 0.25
    half_life_days: float = 30
    horizon_days: int = 180
    debt_half_life_days: float = 180
    debt_after_days: int = 60
    near_km: float = 2.0
    base_demand: float = 0.3
    full_demand_minutes: float = 240
    one_asks_all: float = 0.7
    joint_factor: float = 0.5
    moderate_from: int = 20
    high_from: int = 45
    very_high_from: int = 70
    much_asks: float = 2
    much_minutes: float = 180
    too_much_asks: float = 4
    too_much_minutes: float = 360
    remembered_months: int = 24
    older_months: int = 60
    remembered_by_theme: tuple[tuple[str, int], ...] = (
        ("city_planning/comprehensive_plan", 36),
        ("city_planning/detailed_plan", 36),
        ("city_planning/local_development_programme", 36),
        ("culture_leisure", 12),
    )

    def remembered_months_of(self, theme: str) -> int:
        """Months during which answers on a theme need not be asked for again."""
        return dict(self.remembered_by_theme).get(theme, self.remembered_months)

    def level(self, score: int) -> str:
        """The level of a score of 0 to 100."""
        if score >= self.very_high_from:
            return "very_high"
        if score >= self.high_from:
            return "high"
        return "moderate" if score >= self.moderate_from else "low"


DEFAULT = Weights()
