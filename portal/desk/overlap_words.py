"""What is said about overlap: levels, pairs and suggestions in sentences a colleague would say."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from portal.domain.suggestions import Kind
from portal.overlap.check import Line
from portal.overlap.suggesting import Offer
from portal.publications.catalogue import catalogue
from portal.web import language
from portal.web.dates import day

LEVELS = {"low": _l("Low"), "moderate": _l("Moderate"), "high": _l("High"), "very_high": _l("Very high")}
ADVICE = {
    "low": _l("Few are asked much at this time. Go ahead."),
    "moderate": _l("Others ask the same people about now. Look at the list: can you share an occasion or a result?"),
    "high": _l("The same people are asked a lot. Change something, or tell residents why it cannot wait."),
    "very_high": _l("The same people are asked far too much. Talk to the others before you go on."),
}
MOMENTS = {
    "coordination": _l("Sent to coordination"),
    "publishing": _l("Published"),
    "suggestion": _l("Suggestion taken"),
    "dates": _l("Days changed after publishing"),
}
DECIDED = {
    "accepted": _l("Went on as planned"),
    "changed": _l("Changed"),
    "justified": _l("Went on for a public reason"),
}
STATES = {
    "proposed": _l("Waits for an answer"),
    "accepted": _l("Agreed"),
    "declined": _l("Declined"),
    "withdrawn": _l("Taken back"),
}
NOTES = {"comment": _l("Comment"), "talks": _l("Invitation to talk"), "settled": _l("Settled")}
TAKEN = {
    Kind.MOVE: _l("Moved. Check the days and the occasions."),
    Kind.LESS: _l("Saved: you ask for less time."),
    Kind.OTHERS: _l("Saved: you ask another group."),
    Kind.INFORM: _l("Saved as information. Nobody is asked."),
    Kind.TOGETHER: _l("The other organiser is asked. Nothing changes until they say yes."),
    Kind.REMIND: _l("The organiser is reminded, once in a fortnight at most."),
}


def score_sentence(score: int, level: str) -> str:
    """The score as one sentence, for everybody who cannot see its colour."""
    return str(_("Overlap %(score)s of 100: %(level)s.", score=score, level=str(LEVELS[level]).lower()))


def pair_sentence(line: Line) -> str:
    """One overlapping dialogue: when, where, whom, about what."""
    pair = line.pair
    facts = [_when(line.days_after), _where(pair.shared_area), _whom(pair.shared_group)]
    if pair.shared_theme > 0:
        facts.append(_("the same subject") if pair.shared_theme >= 1 else _("a related subject"))
    if pair.joint:
        facts.append(_("held together"))
    comma = "، " if language.direction_of(language.code()) == "rtl" else ", "
    told = comma.join(facts)
    return told[0].upper() + told[1:] + "."


def _when(days: int) -> str:
    if days == 0:
        return str(_("at the same time"))
    if days > 0:
        return str(ngettext("%(num)s day after", "%(num)s days after", days))
    return str(ngettext("%(num)s day before", "%(num)s days before", -days))


def _where(share: float) -> str:
    if share >= 1:
        return str(_("the same place"))
    if share >= 0.6:
        return str(_("a neighbourhood and its district"))
    return str(_("a place nearby") if share >= 0.3 else _("the whole city and a part of it"))


def _whom(share: float) -> str:
    return str(_("the same people") if share >= 1 else _("partly the same people"))


def suggestion_sentence(offer: Offer, *, open: bool) -> str:
    """What a suggestion asks one to do; another's plan is named only when it is `open` to the reader."""
    it, other = offer.suggestion, offer.other
    facts: dict[str, Any] = {}
    if other is not None:
        facts = {
            "title": other.title if open else _("A plan that is not public yet"),
            "organiser": other.organiser if open else _("another organiser"),
        }
    if it.kind is Kind.MOVE:
        return str(_("Begin on %(day)s instead.", day=day(date.fromisoformat(it.what))))
    if it.kind is Kind.LESS:
        minutes = int(it.what)
        return str(
            ngettext(
                "Ask for %(num)s minute, or draw a sample of residents instead of asking everyone.",
                "Ask for %(num)s minutes, or draw a sample of residents instead of asking everyone.",
                minutes,
            )
        )
    if it.kind is Kind.OTHERS:
        group = catalogue().groups.get(it.what)
        name = language.said(group.names).text if group else it.what
        if it.rested:
            return str(_("Ask this group, which nobody has asked here for a year: %(group)s.", group=name))
        return str(_("Ask only this group: %(group)s.", group=name))
    return str(_WORDS[it.kind]) % facts


_WORDS: dict[Kind, Any] = {
    Kind.TOGETHER: _l("Hold it together with “%(title)s” (%(organiser)s)."),
    Kind.REUSE: _l("Build on what residents have already answered, and ask only what is new: half the time."),
    Kind.REMIND: _l("Let %(organiser)s first tell residents what came of “%(title)s”."),
    Kind.INFORM: _l("If nothing can be influenced, publish it as information: nobody is asked."),
}
