"""What the codes of the closed vocabularies are called, in words a resident understands."""

from collections.abc import Iterable
from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from portal.web.aims import GLOBAL_GOALS, PERSPECTIVES
from portal.web.language import once_per_language

Table = dict[str, Any]

WORDS: dict[str, Table] = {
    "status": {
        "draft": _l("Draft"),
        "coordination": _l("Being coordinated"),
        "planned": _l("Coming"),
        "open": _l("Open now"),
        "compiling": _l("Answers being put together"),
        "reported": _l("Results published"),
        "followed_up": _l("Followed up"),
        "archived": _l("Archived"),
        "cancelled": _l("Cancelled"),
        "unpublished": _l("Unpublished"),
    },
    "influence": {
        "information": _l("Information"),
        "consultation": _l("Consultation"),
        "dialogue": _l("Dialogue"),
        "influence": _l("Influence"),
        "co_decision": _l("Deciding together"),
    },
    "form": {
        "citizen_dialogue": _l("Citizen dialogue"),
        "early_dialogue": _l("Early dialogue"),
        "plan_consultation": _l("Consultation on a plan"),
        "plan_review": _l("Review of a plan"),
        "residents_dialogue": _l("Dialogue with tenants and neighbours"),
        "participatory_budget": _l("Participatory budget"),
        "co_creation": _l("Co-creation"),
        "council": _l("Council"),
        "place_cooperation": _l("Working together on a place"),
        "survey": _l("Survey"),
        "external_initiative": _l("Initiative from outside the city"),
        "other": _l("Another form"),
    },
    "legal_basis": {
        "voluntary": _l("Voluntary"),
        "planning_act": _l("Required by the Planning and Building Act"),
        "other_law": _l("Required by another law"),
    },
    "stage": {
        "needs": _l("Early: needs are being mapped"),
        "programme": _l("A programme is being drawn up"),
        "plan": _l("There is a proposal"),
        "implementation": _l("It is being carried out"),
        "management": _l("It is in use"),
    },
    "continuity": {"delimited": _l("Once"), "recurring": _l("Comes back regularly"), "continuous": _l("Always open")},
    "organisation_kind": {
        "district_committee": _l("District committee"),
        "specialist_committee": _l("Specialist committee"),
        "city_executive": _l("City executive"),
        "company": _l("City company"),
        "region": _l("Region"),
        "state": _l("State authority"),
        "association": _l("Association"),
        "network": _l("Network"),
        "other": _l("Other organiser"),
    },
    "area_kind": {
        "city": _l("The whole city"),
        "district": _l("District"),
        "neighbourhood": _l("Neighbourhood"),
        "place": _l("Place"),
    },
    "occasion_kind": {
        "physical": _l("On site"),
        "digital": _l("Online"),
        "hybrid": _l("On site and online"),
        "asynchronous": _l("Whenever it suits you"),
    },
    "occasion_state": {
        "planned": _l("As planned"),
        "moved": _l("Moved"),
        "cancelled": _l("Cancelled"),
        "held": _l("Held"),
    },
    "registration": {
        "none": _l("No need to sign up"),
        "optional": _l("Sign up if you like"),
        "required": _l("Sign up beforehand"),
    },
    "pace": {"at_once": _l("As soon as something happens"), "weekly": _l("Once a week, on Monday")},
    "news": {
        "published": _l("A new dialogue"),
        "occasion": _l("A new occasion to take part"),
        "moved": _l("A new time or place"),
        "cancelled": _l("Called off"),
        "feedback": _l("An answer to what people said"),
    },
    "registration_state": {
        "seated": _l("Has a seat"),
        "waiting": _l("Waits"),
        "offered": _l("Has been offered a seat"),
        "cancelled": _l("Has cancelled"),
        "lapsed": _l("Did not answer in time"),
    },
    "service": {
        "interpreter": _l("An interpreter"),
        "sign_language": _l("Sign language"),
        "hearing_loop": _l("A hearing loop"),
        "wheelchair": _l("Room for a wheelchair"),
        "childcare": _l("Childcare"),
    },
    "recruitment": {
        "open_invitation": _l("Open invitation"),
        "letter": _l("Letter by post"),
        "outreach": _l("Meeting people where they are"),
        "door_knocking": _l("Knocking on doors"),
        "citizen_host": _l("Citizen hosts"),
        "ambassador": _l("Local ambassadors"),
        "staff_nearby": _l("Staff who already meet people"),
        "association": _l("Through associations"),
        "association_coordinator": _l("Association coordinators"),
        "school": _l("Through schools"),
        "random_draw": _l("Random draw"),
        "stratified_draw": _l("Random draw that mirrors the area"),
        "paid_advert": _l("Advertisement"),
        "social_media": _l("Social media"),
        "telephone": _l("Telephone"),
        "appointed": _l("Appointed members"),
    },
    "perspective": PERSPECTIVES,
    "decision_state": {"none": _l("No decision"), "planned": _l("Decision planned"), "taken": _l("Decided")},
    "finding_kind": {
        "need": _l("Need"),
        "problem": _l("Problem"),
        "proposal": _l("Proposal"),
        "strength": _l("Works well"),
        "goal_conflict": _l("Opinions differ"),
    },
    "finding_strength": {
        "single": _l("Said by a few"),
        "several": _l("Said by several"),
        "pervasive": _l("Said by most"),
    },
    "feedback_kind": {
        "confirmation": _l("Thank you for taking part"),
        "result": _l("Results"),
        "decision": _l("Decision"),
        "implementation": _l("What has been done"),
        "period_report": _l("Report on the period"),
    },
    "commitment_status": {
        "proposed": _l("Proposed"),
        "promised": _l("Promised"),
        "ongoing": _l("Under way"),
        "done": _l("Kept"),
        "partly_done": _l("Partly kept"),
        "not_done": _l("Not kept"),
        "changed": _l("Changed"),
        "late": _l("Late"),
    },
    "count_method": {
        "counted": _l("Counted"),
        "estimated": _l("Estimated"),
        "registered": _l("Number who signed up"),
    },
    "independence": {
        "employee": _l("Employed by the organiser or the city"),
        "consultant": _l("Consultant"),
        "independent": _l("From an independent organisation"),
    },
    "reuse_kind": {
        "reused": _l("Builds on earlier answers"),
        "complements": _l("Adds to earlier answers"),
        "repeats": _l("Asks again, for a reason"),
    },
    "document_kind": {
        "invitation": _l("Invitation"),
        "material": _l("Background"),
        "notes": _l("Notes"),
        "report": _l("Report"),
        "decision": _l("Decision"),
        "other": _l("Document"),
    },
    "submission_kind": {
        "tip": _l("Tip about a dialogue"),
        "suggestion": _l("Suggestion for a dialogue"),
        "own_dialogue": _l("A dialogue of our own"),
        "correction": _l("Something is wrong on a page"),
        "accessibility_fault": _l("Something is hard to use"),
        "comment_on_results": _l("Comment on results"),
    },
    "submission_state": {
        "received": _l("Received"),
        "under_review": _l("Being read"),
        "needs_more": _l("We have a question for you"),
        "approved": _l("Approved"),
        "published": _l("Published"),
        "answered": _l("Answered"),
        "closed": _l("Closed"),
        "forwarded": _l("Passed on"),
        "declined": _l("Not published"),
        "withdrawn": _l("Withdrawn by you"),
        "taken_down": _l("Taken down"),
    },
    "decline_reason": {
        "personal_data": _l("It contains personal details"),
        "hate_or_threat": _l("It contains hate or threats"),
        "advertising": _l("It is advertising"),
        "outside_city": _l("It is not something the city decides"),
        "duplicate": _l("It has already been sent in"),
        "individual_case": _l("It concerns one person's case"),
        "secrecy": _l("It may be covered by secrecy"),
        "not_understandable": _l("We could not understand it"),
        "on_request": _l("The one who wrote it asked for it"),
    },
    "role": {
        "reader": _l("Reader"),
        "external": _l("External organiser"),
        "editor": _l("Editor"),
        "process_leader": _l("Process leader"),
        "moderator": _l("Moderator"),
        "registrar": _l("Registrar"),
        "coordinator": _l("Coordinator"),
        "admin": _l("Administrator"),
    },
    "age_band": {
        "0_12": _l("0–12 years"),
        "13_15": _l("13–15 years"),
        "16_19": _l("16–19 years"),
        "20_29": _l("20–29 years"),
        "30_44": _l("30–44 years"),
        "45_64": _l("45–64 years"),
        "65_79": _l("65–79 years"),
        "80_plus": _l("80 years or older"),
    },
    "checklist": {
        "place": _l("The place"),
        "room": _l("The room"),
        "recruitment": _l("The invitation"),
        "method": _l("The method"),
    },
    "global_goal": GLOBAL_GOALS,
    "entry_kind": {
        "participation": _l("Counts"),
        "finding": _l("Finding"),
        "feedback": _l("Feedback"),
        "measure": _l("Measure"),
        "option": _l("Proposal in the vote"),
        "document": _l("Document"),
        "evaluation": _l("Evaluation"),
    },
}

MEANINGS: dict[str, Table] = {
    "influence": {
        "information": _l("You get to know what is happening. Nothing can be changed."),
        "consultation": _l("You say what you think. The city listens and tells you how it was used."),
        "dialogue": _l("You talk with those responsible, and your views shape the proposal."),
        "influence": _l("You take part in drawing up the proposal that is decided on."),
        "co_decision": _l("You take part in the decision itself."),
    },
    "status": {
        "planned": _l("It has not begun yet. You can plan to take part."),
        "open": _l("You can take part now."),
        "compiling": _l("You can no longer take part. The organiser is putting the answers together."),
        "reported": _l("The organiser has told what was said and what happens next."),
        "followed_up": _l("The organiser has looked back at what the dialogue led to."),
        "archived": _l("The dialogue is over and kept for the record."),
        "cancelled": _l("The dialogue will not be held."),
    },
}


@once_per_language
def word(vocabulary: str, code: str) -> str:
    """The word for a code, in the reader's language; the code itself when it has none."""
    return str(WORDS[vocabulary].get(code, code))


@once_per_language
def meaning(vocabulary: str, code: str) -> str:
    """One sentence that explains a code, in the reader's language; empty when it needs none."""
    return str(MEANINGS[vocabulary].get(code, ""))


def choices(vocabulary: str, codes: Iterable[str] | None = None) -> list[SelectChoice]:
    """Codes and words of a vocabulary, in order, as form fields want them; only some when `codes` is given."""
    table = WORDS[vocabulary]
    return [SelectChoice(str(code), table[code]) for code in (table if codes is None else codes)]


def install(app: Flask) -> None:
    """Let templates put codes into words."""
    app.jinja_env.globals.update(word=word, meaning=meaning)
