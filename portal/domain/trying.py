"""The score of a plan after one change of day, minutes, groups or company, without judging every pair anew."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache

from portal.domain.overlap import Ask, Pair, owes_feedback, rounded, shared_groups
from portal.domain.weights import Weights

NOTHING = 1e-9
"""So small a rest of 1 makes 100 points, whatever else is added."""

Score = Callable[[Ask, Mapping[str, Ask]], int]
"""The score of a changed plan; some others may have changed, too, by id."""


def tries(
    others: Sequence[Ask], pairs: Mapping[str, Pair], *, organiser: str, today: date, weights: Weights
) -> Score:
    """What `overlap` would say of plans with the places, subject and organiser of the plan that `pairs` judged.

    `others` hold neither that plan nor what was cancelled.
    """
    facts = [
        (
            one,
            *(one.start.toordinal(), one.end.toordinal(), one.minutes),
            100 * pairs[one.id].shared_area,
            weights.closeness + weights.theme * pairs[one.id].shared_theme,
            weights.organiser * (0.5 if one.organiser == organiser else 1.0),
            weights.feedback if owes_feedback(one, today, weights) else 0.0,
        )
        # Those that add the most come first: beside very many, a few settle that nothing is left.
        for one in sorted(others, key=lambda other: (-pairs[other.id].points, other.id))
        if pairs[one.id].shared_area
    ]
    reach = [0.5 ** (gap / weights.half_life_days) for gap in range(weights.horizon_days + 1)]
    demand = cache(
        lambda minutes: (
            weights.base_demand + (1 - weights.base_demand) * min(1.0, minutes / weights.full_demand_minutes)
        )
    )
    fading = cache(lambda gap: 0.5 ** (gap / weights.debt_half_life_days))
    people = cache(lambda one, other: shared_groups(one, other, weights))

    def score(plan: Ask, changed: Mapping[str, Ask]) -> int:
        first, last = plan.start.toordinal(), plan.end.toordinal()
        left = 1.0
        for known, starts, ends, minutes, area, near, apart, debt in facts:
            one = known
            if changed and one.id in changed:
                one = changed[one.id]
                starts, ends = one.start.toordinal(), one.end.toordinal()  # noqa: PLW2901 - as it has become
                debt = weights.feedback if owes_feedback(one, today, weights) else 0.0  # noqa: PLW2901
            gap = max(0, starts - last, first - ends)
            if gap >= len(reach) and not debt:
                continue
            felt = reach[gap] * near if gap < len(reach) else 0.0
            asked = plan.minutes + minutes
            joint = one.id in plan.joint_with or plan.id in one.joint_with
            if joint:
                asked, area = max(plan.minutes, minutes), area * weights.joint_factor  # noqa: PLW2901
            elif gap < len(reach):
                felt += reach[gap] * apart
            if debt:
                felt += fading(gap) * debt
            left *= 1 - min(1.0, area * people(plan.groups, one.groups) * demand(asked) * felt / 100)
            if left < NOTHING:
                break
        return rounded(100 * (1 - left))

    return score
