"""Records for the registrar: one case to hand out, how long things are kept, and what would go now."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField, SubmitField
from wtforms.validators import ValidationError

from portal.actions import cases, disposal
from portal.actions.disposal import Due, Rule
from portal.db import now
from portal.desk.messages import tell
from portal.domain.errors import NotAllowed, NotFound
from portal.domain.rights import Act
from portal.domain.words import SubmissionKind
from portal.web import downloads
from portal.web.access import me, needs
from portal.web.forms import Form, between, length, optional, required, tidy
from portal.web.words import choices

blueprint = Blueprint("records", __name__, url_prefix="/records")


class CaseForm(Form):
    """Which case, and whether who sent it is left out."""

    reference = StringField(_l("Reference"), filters=[tidy], validators=[required(_l("Write the reference."))])
    secrecy = BooleanField(_l("Leave out name and address of the sender"))


class RuleForm(Form):
    """How long one kind is kept after the matter is closed."""

    kind = SelectField(_l("Kind"))
    contact_months = IntegerField(
        _l("Months that name and address are kept"), validators=[required(), between(least=0, most=600)]
    )
    text_months = IntegerField(
        _l("Months that text and files are kept"),
        description=_l("Leave it empty if they are never to be taken away."),
        validators=[optional(), between(least=0, most=600)],
    )
    decision = StringField(
        _l("Decision on disposal"),
        description=_l("The case number of the decision behind the rule."),
        filters=[tidy],
        validators=[required(_l("Write the case number of the decision.")), length(most=120)],
    )
    look = SubmitField()

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.kind.choices = choices("submission_kind")

    def validate_text_months(self, field: Any) -> None:
        """The text is kept at least as long as the contact data."""
        if field.data is not None and self.contact_months.data is not None and field.data < self.contact_months.data:
            raise ValidationError(_("The text is kept at least as long as name and address."))


@blueprint.get("")
@needs(Act.KEEP_RECORDS)
def index() -> str:
    """The rules, and what they would take away now: looking changes nothing."""
    return _page(CaseForm(formdata=None), RuleForm(formdata=None))


@blueprint.post("/case")
@needs(Act.KEEP_RECORDS)
def case() -> Any:
    """One case as a file."""
    form = CaseForm()
    if not form.validate():
        return _page(form, RuleForm(formdata=None)), 422
    reference = (form.reference.data or "").upper()
    try:
        made = cases.export(reference, actor=me(), folder=downloads.folder(), secrecy=bool(form.secrecy.data))
    except NotFound:
        form.reference.errors = [_("There is no such case in your organisation.")]
        return _page(form, RuleForm(formdata=None)), 422
    answer = Response(made, content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{reference}.zip"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/rule")
@needs(Act.KEEP_RECORDS)
def rule() -> Any:
    """Decide how long a kind is kept, or only look what that would take away."""
    form = RuleForm()
    if not disposal.may_rule(me()):
        raise NotAllowed
    if not form.validate():
        return _page(CaseForm(formdata=None), form), 422
    wanted = Rule(
        SubmissionKind(form.kind.data), form.contact_months.data or 0, form.text_months.data, form.decision.data or ""
    )
    if form.look.data:
        return _page(CaseForm(formdata=None), form, foreseen=disposal.due(now(), [wanted])[0])
    disposal.set_rule(wanted, actor=me())
    tell(_("Saved. It counts from the coming night."))
    return redirect(url_for(".index"), 303)


def _page(case_form: CaseForm, rule_form: RuleForm, *, foreseen: Due | None = None) -> str:
    return render_template(
        "desk/records/index.html",
        case=case_form,
        rule=rule_form,
        rows=list(zip(disposal.rules(), disposal.due(now()), strict=True)),
        may_rule=disposal.may_rule(me()),
        foreseen=foreseen,
    )
