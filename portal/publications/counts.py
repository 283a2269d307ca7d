"""Who took part, made safe for the public before it is stored."""

from collections.abc import Sequence

from portal.domain.suppression import SMALLEST_TOTAL, hide_small
from portal.outcomes.models import Participation as Row
from portal.publications.pages import Participation


def shown_participation(rows: Sequence[Row]) -> tuple[Participation, ...]:
    """The counts to publish; breakdowns of single occasions are left out when the whole has one of its own.

    Otherwise a hidden count of one occasion could be found as the whole less the others.
    """
    whole = any(row.occasion_id is None for row in rows)
    return tuple(_shown(row, total_only=whole and row.occasion_id is not None) for row in rows)


def _shown(row: Row, *, total_only: bool) -> Participation:
    bare = Participation(total=row.total, method=row.method.value)
    if total_only or row.total < SMALLEST_TOTAL:
        return bare
    genders = hide_small({"women": row.women, "men": row.men, "other": row.other}, total=row.total, complete=True)
    bands = hide_small(row.bands, total=row.total, complete=sum(row.bands.values()) == row.total)
    first = None
    if row.first_time is not None:
        asked = {"first": row.first_time, "before": row.total - row.first_time}
        first = hide_small(asked, total=row.total, complete=True)["first"]
    return Participation(
        total=row.total,
        method=row.method.value,
        women=genders["women"],
        men=genders["men"],
        other=genders["other"],
        bands=bands or None,
        first_time=first,
    )
