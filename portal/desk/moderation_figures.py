"""How submissions are handled, in numbers for staff: how soon, how much waits, and why something is declined."""

from collections.abc import Iterator
from datetime import timedelta

from flask import Blueprint, Response, render_template, request

from portal.domain.rights import Act
from portal.domain.submissions import TO_DECLINE
from portal.domain.words import SubmissionKind
from portal.submissions.figures import Decided, Handled, Waiting, handled, waiting
from portal.tables.writing import Value, csv_pieces
from portal.web.access import me, needs
from portal.web.dates import now

PERIODS = (30, 90, 365)
USUAL = 90

blueprint = Blueprint("moderation_figures", __name__, url_prefix="/moderation")


@blueprint.get("/figures")
@needs(Act.MODERATE)
def index() -> str:
    """The organisations I moderate for; everything for whoever coordinates the city. Four statements."""
    happened, waits = _asked()
    organisations = _organisations(happened, waits)
    return render_template(
        "desk/moderation/figures.html",
        days=_days(),
        periods=PERIODS,
        happened=happened,
        waits=waits,
        organisations=sorted(organisations, key=lambda one: (-waits.get(one, Waiting()).late, one)),
        whole=happened.decided.get(None, Decided()),
        none_decided=Decided(),
        none_waiting=Waiting(),
        kinds=[one.value for one in SubmissionKind],
        reasons=[one.value for one in TO_DECLINE],
    )


@blueprint.get("/figures.csv")
@needs(Act.MODERATE)
def file() -> Response:
    """The same numbers for a spreadsheet, one organisation a row."""
    answer = Response(csv_pieces(_rows(*_asked(), days=_days())), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="moderation.csv"'
    return answer


def _days() -> int:
    chosen = request.args.get("days", USUAL, type=int)
    return chosen if chosen in PERIODS else USUAL


def _asked() -> tuple[Handled, dict[str, Waiting]]:
    moment, mine = now(), me().where(Act.MODERATE)
    return handled(moment - timedelta(_days()), moment, organisations=mine), waiting(moment, organisations=mine)


def _organisations(happened: Handled, waits: dict[str, Waiting]) -> set[str]:
    return {*happened.received, *(one for one in happened.decided if one), *waits}


def _rows(happened: Handled, waits: dict[str, Waiting], *, days: int) -> Iterator[tuple[Value, ...]]:
    yield "organisation", "days", "received", "decided", "in_time", "median_days", "open", "late", "open_since"
    for one in sorted(_organisations(happened, waits)):
        decided, still = happened.decided.get(one, Decided()), waits.get(one, Waiting())
        median = "" if decided.median_days is None else f"{decided.median_days:.1f}"
        yield (
            *(one, days, happened.received[one], decided.number, decided.in_time, median),
            *(still.number, still.late, still.since.date() if still.since else None),
        )
