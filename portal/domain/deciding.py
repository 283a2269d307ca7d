"""The words of what is decided about overlap: when it was judged, what became of a proposal, what was noted."""

from enum import StrEnum


class AssessedAt(StrEnum):
    """The moment at which the overlap of a dialogue was judged and kept."""

    COORDINATION = "coordination"
    PUBLISHING = "publishing"
    SUGGESTION = "suggestion"
    DATES = "dates"


class ProposalState(StrEnum):
    """What became of a proposal to hold two dialogues together."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class NoteKind(StrEnum):
    """What a coordinator did about a high overlap."""

    COMMENT = "comment"
    TALKS = "talks"
    SETTLED = "settled"
