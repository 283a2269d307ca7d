"""Standard explanations of a no, in the language of the one who reads them."""

from typing import Any

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from portal.domain.words import DeclineReason
from portal.web.language import offered

STANDARD: dict[DeclineReason, Any] = {
    DeclineReason.PERSONAL_DATA: _l(
        "We cannot publish it because it holds details about a person. You are welcome to send it again without them."
    ),
    DeclineReason.HATE_OR_THREAT: _l(
        "We cannot publish it because it holds hate or threats. You are welcome to write again in another way."
    ),
    DeclineReason.ADVERTISING: _l(
        "We do not publish advertising. If we have misunderstood, ask us to look again on your page."
    ),
    DeclineReason.OUTSIDE_CITY: _l(
        "The city does not decide about this, so it cannot become a dialogue here. Turn to the body that decides."
    ),
    DeclineReason.DUPLICATE: _l(
        "The same has already been sent in and is being handled. The answer to it is an answer to you too."
    ),
    DeclineReason.INDIVIDUAL_CASE: _l(
        "It concerns one person’s case, which we may not discuss in public. Turn to the office that handles the case."
    ),
    DeclineReason.SECRECY: _l("We cannot publish it because it may be covered by secrecy."),
    DeclineReason.NOT_UNDERSTANDABLE: _l(
        "We could not understand what you mean. You are welcome to write again, in any language."
    ),
    DeclineReason.ON_REQUEST: _l("It is no longer shown, as you asked."),
}


def standard(reason: DeclineReason, language: str) -> str:
    """The standard text of a reason, in Swedish when the language is not offered."""
    with force_locale(language if language in offered() else "sv"):
        return str(STANDARD[reason])
