"""The weights of the fatigue model: what holds, what it would change, and every version."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, stream_with_context, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FloatField, HiddenField, IntegerField, TextAreaField

from portal.actions import coordinating
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.overlap_words import LEVELS
from portal.domain.errors import NotAllowed, RulesNotMet, Stale
from portal.domain.rights import Act
from portal.domain.weights import Weights
from portal.overlap import deciding, learning
from portal.overlap.check import current_weights
from portal.overlap.effect import effect
from portal.tables.writing import csv_pieces
from portal.web.access import me, needs
from portal.web.dates import today
from portal.web.forms import Form, between, required, tidy

blueprint = Blueprint("weights", __name__)


def _share(label: Any) -> FloatField:
    return FloatField(label, validators=[required(), between(least=0, most=1)])


def _count(label: Any, *, least: int, most: int) -> IntegerField:
    return IntegerField(label, validators=[required(), between(least=least, most=most)])


class WeightsForm(Form):
    """Every number of the model that staff may change."""

    version = HiddenField()
    closeness = _share(_l("Closeness in time"))
    theme = _share(_l("Same subject"))
    organiser = _share(_l("Another organiser"))
    feedback = _share(_l("Residents still wait for an answer"))
    half_life_days = _count(_l("Days after which closeness counts half"), least=1, most=365)
    horizon_days = _count(_l("Days after which it does not count"), least=1, most=730)
    debt_half_life_days = _count(_l("Days after which a missing answer counts half"), least=1, most=1095)
    debt_after_days = _count(_l("Days residents wait before an answer is missing"), least=0, most=365)
    near_km = FloatField(
        _l("Kilometres within which neighbourhoods are near"), validators=[required(), between(least=0, most=20)]
    )
    base_demand = _share(_l("Share that counts however short it is"))
    full_demand_minutes = _count(_l("Minutes together that count in full"), least=1, most=2000)
    one_asks_all = _share(_l("Share when one asks everyone and the other a group"))
    joint_factor = _share(_l("Share that is left when held together"))
    moderate_from = _count(_l("Moderate from"), least=1, most=99)
    high_from = _count(_l("High from"), least=2, most=100)
    very_high_from = _count(_l("Very high from"), least=3, most=100)
    remembered_months = _count(_l("Months during which an answer need not be asked for again"), least=1, most=120)
    older_months = _count(_l("Months during which it is shown as older knowledge"), least=1, most=240)
    reason = TextAreaField(
        _l("Why?"), filters=[tidy], description=_l("Everybody at the desk can read it. At least 20 characters.")
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """The four parts are shares of one, and the levels rise."""
        fine = bool(super().validate(extra_validators))
        parts = (self.closeness, self.theme, self.organiser, self.feedback)
        if fine and abs(sum(one.data for one in parts) - 1) > 0.001:
            self.closeness.errors = [_("The four parts must make 1 together.")]
            fine = False
        if fine and not self.moderate_from.data < self.high_from.data < self.very_high_from.data:
            self.high_from.errors = [_("The levels must rise.")]
            fine = False
        if fine and self.older_months.data < self.remembered_months.data:
            self.older_months.errors = [_("Older knowledge must last longer.")]
            fine = False
        return fine


NUMBERS = tuple(
    name for name in dir(WeightsForm) if hasattr(getattr(WeightsForm, name), "field_class") and hasattr(Weights, name)
)


@blueprint.route("/weights", methods=["GET", "POST"])
@needs(Act.ADMINISTER)
def index() -> Any:
    """See, try and change the numbers."""
    held = current_weights()
    if request.method == "GET":
        numbers = {name: getattr(held, name) for name in NUMBERS if name != "version"}
        return _page(WeightsForm(data=numbers | {"version": str(held.version)}), held)
    form = WeightsForm()
    if not form.validate():
        return _page(form, held), 422
    changes = {name: form[name].data for name in NUMBERS if name != "version"}
    if "try" in request.form:
        found = effect(held, replace(held, **changes), today=today())
        return _page(form, held, found=found)
    try:
        version = int(form.version.data) if (form.version.data or "").isdigit() else 0
        coordinating.change_weights(changes, reason=form.reason.data or "", version=version, actor=me())
    except RulesNotMet as broken:
        rules.mark(form, broken.problems)
        return _page(form, held), 422
    except Stale:
        form.reason.errors = [_("Somebody else has changed the weights meanwhile. Look at theirs below first.")]
        return _page(form, held), 409
    tell(_("A new version holds from now on. Older assessments keep theirs."))
    return redirect(url_for(".index"))


@blueprint.get("/weights/learning.csv")
def learnt() -> Response:
    """What each reported dialogue teaches about the weights, for those who study them."""
    if not me().may(Act.ADMINISTER) and not me().may(Act.COORDINATE):
        raise NotAllowed
    answer = Response(stream_with_context(csv_pieces(learning.rows())), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="overlap-{today()}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(form: WeightsForm, held: Weights, *, found: Any = None) -> str:
    return render_template(
        "desk/weights/index.html", form=form, held=held, effect=found, levels=LEVELS, versions=deciding.versions()
    )
