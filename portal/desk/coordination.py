"""What organisers agree with each other, what is new beside theirs, and every high overlap."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from portal.actions import sharing
from portal.desk import rules
from portal.desk.messages import tell
from portal.desk.overlap_words import LEVELS, MOMENTS, NOTES, STATES
from portal.domain.deciding import ProposalState
from portal.domain.errors import RulesNotMet
from portal.domain.rights import Act
from portal.domain.words import Status
from portal.overlap import deciding
from portal.overlap.deciding import Talk
from portal.publications.catalogue import catalogue
from portal.web.access import me

blueprint = Blueprint("coordination", __name__)

LONGEST_WORDS = 1000


@blueprint.get("/coordination")
def index() -> str:
    """Proposals and news for my organisations; for coordinators all high overlaps."""
    return _page()


@blueprint.post("/coordination/proposals/<int(max=2147483647):proposal_id>/<any(accept,decline,withdraw):step>")
def answer(proposal_id: int, step: str) -> Any:
    """Say yes or no to a proposal, or take one's own back."""
    words = " ".join(request.form.get("words", "").split("\x00"))[:LONGEST_WORDS].strip()
    try:
        if step == "withdraw":
            sharing.withdraw(proposal_id, actor=me())
            tell(_("The proposal is taken back."))
        else:
            sharing.answer(proposal_id, accept=step == "accept", words=words, actor=me())
            tell(_("Agreed: the two dialogues share one occasion.") if step == "accept" else _("You said no."))
    except RulesNotMet as broken:
        return _page(stops=[rules.sentence(one) for one in broken.problems if not one.warning]), 422
    return redirect(url_for(".index"))


def _page(*, stops: list[str] | None = None) -> str:
    actor = me()
    mine = actor.where(Act.SEE_DRAFT)
    coordinates = actor.may(Act.COORDINATE)
    names = catalogue()
    organisation = names.organisations.get(request.args.get("organisation", ""))
    settled = request.args.get("settled") == "1"
    level = request.args.get("level", "")
    return render_template(
        "desk/coordination/index.html",
        talks=[one for one in deciding.proposals(organisations=mine) if _concerns(one)],
        told=[one for one in deciding.told(organisations=actor.where(Act.EDIT)) if _open(one.status, one.lead_id)],
        high=deciding.high(
            organisation=organisation.id if organisation else None, level=level or None, settled=settled
        )
        if coordinates
        else None,
        organisations=list(names.organisations.values()),
        chosen={"organisation": organisation.slug if organisation else "", "level": level, "settled": settled},
        names={"levels": LEVELS, "moments": MOMENTS, "states": STATES, "notes": NOTES},
        proposed=ProposalState.PROPOSED,
        open=_open,
        is_ours=lambda lead_id: actor.may(Act.EDIT, lead_id),
        stops=stops or [],
    )


def _concerns(one: Talk) -> bool:
    """Whether the reader works with one of the two sides, so that a proposal is theirs to read."""
    return me().may(Act.SEE_DRAFT, one.lead_id) or me().may(Act.SEE_DRAFT, one.other_lead_id)


def _open(status: Status, lead_id: int) -> bool:
    """Whether the reader may be told the title."""
    return me().may_see(status, (lead_id,))
