"""What can go wrong, in the city's words; `portal/web/errors.py` turns each into a page."""

from dataclasses import dataclass


class NotFound(Exception):
    """There is no such thing, or it is not for this reader."""


class NotAllowed(Exception):
    """The signed-in person may not do this."""


class Stale(Exception):
    """Somebody else saved the same thing in between."""


class Collision(Stale):
    """Somebody else saved in between, and changed the same fields differently; `fields` names them."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class NotPossible(Exception):
    """The state does not allow this move."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One rule that is not met: its code, the field it concerns, and the facts its wording needs.

    A `warning` does not stop anything; the others do.
    """

    rule: str
    field: str
    facts: tuple[tuple[str, object], ...] = ()
    warning: bool = False


class RulesNotMet(Exception):
    """The rules for a step are not met; `problems` says which, field by field."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(f"{problem.rule}: {problem.field}" for problem in problems))
        self.problems = problems
