"""What is wrong with a file: where, and which rule."""

from dataclasses import dataclass, field

from portal.domain.errors import Problem


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: the row as counted in the file, the heading of the column, and the rule that is not met."""

    row: int
    column: str
    problem: Problem


@dataclass(slots=True)
class Findings:
    """The mistakes of one row while it is read; `headings` are the file's own names of columns."""

    row: int
    headings: dict[str, str]
    faults: list[Fault] = field(default_factory=list)

    def note(self, column: str, rule: str, **facts: object) -> None:
        """Note that a rule is broken in a column, named as the file names it."""
        self.add(Problem(rule, column, tuple(facts.items())))

    def add(self, problem: Problem) -> None:
        """Note a problem at the column of its field; warnings are left out."""
        if not problem.warning:
            self.faults.append(Fault(self.row, self.headings.get(problem.field, problem.field), problem))
