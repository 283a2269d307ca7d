"""Each rule that can be broken, worded for the clerk at the field it concerns."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.desk.planning.labels import label
from portal.domain.errors import Problem
from portal.web.dates import day

MESSAGES: dict[str, Any] = {
    "V0": _l("Say which day."),
    "V0.order": _l("The last day must not come before the first."),
    "V0.endless": _l("A dialogue that is always open has no last day. Leave it empty."),
    "V0.choose": _l("Choose at least one."),
    "V1": _l("Write this in Swedish before others read the plan."),
    "V1.short": _l("Write at least %(low)s characters, so that residents understand what it is about."),
    "V2": _l("Say who is responsible and how to reach them: a function, not a person."),
    "V3": _l("Residents must know this. If nothing can be influenced, choose Information."),
    "V3.question": _l("Ask at least one question, or choose Information."),
    "V3.decision": _l("Name the body that decides. Without a decision to influence, choose Information."),
    "V3.month": _l("Say in which month the decision is expected."),
    "V4": _l("The decision comes before the dialogue has ended: then it cannot be influenced."),
    "V4.close": _l("The decision comes less than %(days)s days after the end. Will there be time to listen?"),
    "V5": _l("Promise a day when residents will hear the result."),
    "V5.late": _l("Residents must hear the result by %(latest)s at the latest, 180 days after the end."),
    "V5.early": _l("The result cannot come before the dialogue has ended."),
    "V5.interval": _l("A dialogue without an end tells residents at least once a year how it goes: say how often."),
    "V6": _l("Name at least one group that is seldom heard, or say why not."),
    "V6.all": _l("Everyone is asked, but who is seldom heard? Name a group, or say why not."),
    "V7": _l("Answer the planning question."),
    "V8": _l("Say how many minutes you ask of each person."),
    "V9": _l("The overlap is high. Change the plan, or give residents a reason of at least %(low)s characters."),
    "V10": _l("This has been asked before. Say how the dialogue relates to what is known."),
    "V10.repeats": _l("Tell residents why you ask again, with at least %(low)s characters."),
    "V10.adds": _l("Say what is new, with at least %(low)s characters."),
    "V10.long": _l("Write at most %(high)s characters."),
    "A3": _l("There is one with this name already. Choose another name."),
    "A4": _l("That would lead round in a circle. Choose another."),
    "A5": _l("The group of everybody cannot be closed."),
    "A6": _l("Choose at least two districts."),
    "A7": _l("One of these has ended already, or its end is decided. Choose districts of today."),
    "A8": _l("Choose a day after the districts began."),
    "A9": _l("Say until when it exists before you say what follows it."),
    "J1": _l("Send the plan to coordination first, so that the other organiser can read it."),
    "J2": _l("There is no coming occasion to share. Add one, then say yes."),
    "V11": _l("Publish at least %(days)s days before the first day: %(earliest)s at the earliest."),
    "V11.short": _l("Only %(days)s days until the first day; residents need %(good)s to plan."),
    "V12": _l("A statutory consultation needs its official channel and its last day."),
    "V12.form": _l("The Planning and Building Act requires this kind of dialogue. Choose it here."),
    "V13": _l("Choose where."),
    "V13.expired": _l("%(area)s no longer exists on the first day. Choose the area that took over."),
    "V1.easy": _l("Easy-to-read Swedish lets more people take part."),
    "V13.coming": _l("%(area)s does not exist yet on the first day. Choose the area that holds then."),
    "V14": _l("Women, men and other make %(sum)s, not the total."),
    "V14.bands": _l("The ages make %(sum)s, more than the total."),
    "V14.homes": _l("The homes make %(sum)s, more than the total."),
    "V14.languages": _l("The languages make %(sum)s, more than the total."),
    "V14.channels": _l("The ways of reaching people make %(sum)s, more than the total."),
    "V14.first": _l("More people for the first time than in all."),
    "V15": _l("This looks like personal data: “%(found)s”. Take it out; use the contact field instead."),
    "V17": _l("Give residents a reason of at least %(low)s characters."),
    "V17.ahead": _l("One is still to come, on %(day)s. Cancel it first, so that those who meant to come are told."),
    "V18": _l("A machine translated this and nobody has checked it. Residents are told so."),
    "V18.legal": _l("A machine translated this. Residents read it in Swedish until somebody has checked it."),
    "V19": _l("%(day)s is a public holiday. Choose another day."),
    "V19.feast": _l("%(day)s is %(feast)s: many cannot come."),
    "V19.july": _l("%(day)s is in July, when many are away."),
    "V19.none": _l("No occasion yet: residents cannot see when, where or at which web address they can take part."),
    "L1": _l("No process leader with training is named."),
    "L2": _l("It needs a neutral facilitator, and none is named. Coordinators know who there is."),
    "M2": _l("The end must come after the start."),
    "M1": _l("Choose a day from %(earliest)s on."),
    "C2": _l("Say by which day."),
    "C3": _l("Give a new day or a new wording, or choose another answer."),
    "C1": _l("Write a comment of %(low)s to %(high)s characters that residents understand."),
    "A1": _l("Somebody with this address has an account already."),
    "A2": _l("Nobody would be left to administer the portal. Give somebody else that role first."),
    "R1": _l("Write what came of it: a result for those who took part."),
    "R2": _l("Write at least one finding, or say why there is none."),
    "R3": _l("Say how many took part."),
    "E1": _l("Averages of fewer than %(least)s answers say too much about each person. Leave them out."),
    "F1": _l("Write the evaluation."),
    "F2": _l("The dialogue has no goals to be measured against."),
    "F3": _l("Score every goal: %(count)s are left."),
    "F4": _l("Settle every promise: %(count)s are open."),
}


FEASTS: dict[str, Any] = {
    "eid_al_fitr": _l("Eid al-Fitr"),
    "eid_al_adha": _l("Eid al-Adha"),
    "rosh_hashanah": _l("Rosh Hashanah"),
    "yom_kippur": _l("Yom Kippur"),
    "orthodox_christmas": _l("Orthodox Christmas"),
    "orthodox_good_friday": _l("Orthodox Good Friday"),
}


def sentence(problem: Problem) -> str:
    """A rule in words, with its facts in the reader's way of writing days."""
    facts = {
        name: day(value) if isinstance(value, date) else FEASTS.get(str(value), value)
        for name, value in problem.facts
    }
    return str(MESSAGES[problem.rule]) % facts if facts else str(MESSAGES[problem.rule])


def split(problems: tuple[Problem, ...]) -> tuple[list[Problem], list[Problem]]:
    """What stops, and what only warns."""
    return [one for one in problems if not one.warning], [one for one in problems if one.warning]


def mark(form: Any, problems: tuple[Problem, ...]) -> None:
    """Put each broken rule at its field, or at the first, with its name, when the form does not ask about it."""
    first = next(field for field in form if field.type not in ("CSRFTokenField", "HiddenField"))
    for problem in split(problems)[0]:
        field = at(form, problem.field)
        told = sentence(problem)
        if field is None:
            field, told = first, f"{label(problem.field)}: {told}"
        field.errors = [*field.errors, told]


def at(form: Any, name: str) -> Any:
    """The field of a form by its name, also one in a row such as `decisions-0-month`; None when there is none."""
    field = form
    for part in name.split("-"):
        try:
            field = field[int(part) if part.isdigit() else part]
        except (KeyError, IndexError, TypeError):
            return None
    return field
