"""What is wrong with a file of dialogues, in words for the person who made it."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.bulk.columns import BY_NAME
from portal.bulk.faults import Fault
from portal.desk import rules
from portal.domain.errors import Problem
from portal.tables.row import Unreadable
from portal.web import language

STATES: dict[str, Any] = {
    "checking": _l("Being checked"),
    "checked": _l("Checked"),
    "loading": _l("Being entered"),
    "done": _l("Entered"),
    "refused": _l("Could not be read"),
}

REASONS: dict[str, Any] = {
    "too_large": _l("The file is larger than %(megabytes)s megabytes. Divide it into several files."),
    "too_many_rows": _l("The file has more than %(most)s rows. Divide it into several files."),
    "too_many_columns": _l("Row %(row)s has more than %(most)s columns. Is this the right file?"),
    "empty": _l("The file is empty."),
    "no_rows": _l("The file has headings but no rows below them."),
    "old_excel": _l("This is a workbook of an old kind (.xls). Save it as .xlsx or .csv and send it again."),
    "not_a_table": _l("This is not a table. Send a file of the kind .csv, .xlsx or .json."),
    "damaged": _l("The file is damaged and cannot be opened. Save it again, or as .csv."),
    "broken_row": _l("Row %(row)s cannot be read. A quotation mark may be missing on it or above it."),
    "broken_json": _l("The file is not correct JSON: %(said)s"),
    "no_account": _l("The account that sent the file is closed."),
    "broken_mapping": _l("The mapping file is not correct: %(said)s"),
}

MESSAGES: dict[str, Any] = {
    "B.required": _l("This must be filled in."),
    "B.long": _l("The text has %(count)s characters; at most %(most)s fit."),
    "B.short": _l("Write at least %(low)s characters."),
    "B.day": _l("“%(found)s” is not a day. Write it like 2027-03-31."),
    "B.month": _l("“%(found)s” is not a month. Write it like 2027-06."),
    "B.number": _l("“%(found)s” is not a whole number from %(low)s to %(high)s."),
    "B.address": _l("“%(found)s” is not a complete web address that begins with https://."),
    "B.email": _l("“%(found)s” is not an e-mail address."),
    "B.choice": _l("“%(found)s” is not one of the words to choose among: %(allowed)s."),
    "B.one": _l("“%(found)s” is more than one; write only one here."),
    "B.name": _l("“%(found)s” is not known. The template lists the names to choose among."),
    "B.name.near": _l("“%(found)s” is not known. Do you mean “%(near)s”?"),
    "B.language": _l("“%(found)s” is not a language known here. Write for example svenska or sv."),
    "B.occasion": _l("“%(found)s” is not understood. Write 2027-03-10 17:00-19:00 | place | address."),
    "B.hours": _l("“%(found)s” ends before it begins, or at an hour that does not exist that day."),
    "B.double": _l("Row %(row)s has the same reference. Each dialogue needs one of its own."),
    "B.translation": _l("A text is given in this language but no title (%(language)s)."),
    "B.not_yours": _l("You may not register dialogues for %(organiser)s."),
    "B.may_not_publish": _l("You may only enter drafts for this organisation."),
    "B.state": _l("A dialogue cannot be entered in this state. Enter it as reported, and follow it up in the desk."),
    "B.archived": _l("Only a dialogue from the past, entered as history, can be archived at once."),
    "B.year": _l("The year must lie between %(low)s and %(high)s."),
    "B.endless": _l("A continuous dialogue has no last day."),
    "B.feedback": _l("Residents must hear the result at the latest %(most)s days after the last day."),
    "B.future": _l("The day has not come yet."),
    "B.draft_results": _l("A draft has no results yet. Choose the state it has reached."),
    "B.planned_begun": _l("A planned dialogue begins after today. Choose another state or another day."),
    "B.open_not": _l("The dialogue is not open today: look at its first and last day."),
    "B.not_over": _l("The dialogue is not over yet: its last day has not passed."),
}


def sentence(problem: Problem) -> str:
    """A broken rule in words."""
    if problem.rule not in MESSAGES:
        return str(rules.sentence(problem))
    return str(MESSAGES[problem.rule]) % dict(problem.facts)


def column_of(fault: Fault) -> str:
    """The column of a mistake as the file calls it; one that the file lacks by its heading in the template."""
    known = BY_NAME.get(fault.column)
    return heading(fault.column) if known else str(fault.column)


def heading(name: str) -> str:
    """The heading of a column in the reader's language: Swedish, or English for everybody else."""
    column = BY_NAME[name]
    return column.swedish if language.code() == language.SWEDISH else column.english


def why(fault: Unreadable) -> str:
    """Why a file was refused as a whole."""
    return reason(fault.reason, fault.facts)


def reason(code: str, facts: dict[str, object]) -> str:
    """The same from its parts."""
    return str(REASONS[code]) % facts if facts else str(REASONS[code])


def line(fault: Fault) -> str:
    """A mistake on one line, as the command prints it."""
    facts = {"row": fault.row, "column": column_of(fault), "text": sentence(fault.problem)}
    return str(_("Row %(row)s, %(column)s: %(text)s", **facts))
