"""What the audit log says, in words."""

from typing import Any

from flask_babel import lazy_gettext as _l

ACTS: dict[str, Any] = {
    "add": _l("added words that mean the same"),
    "change": _l("changed words that mean the same"),
    "remove": _l("removed words that mean the same"),
    "received": _l("received"),
    "replied": _l("answered the question"),
    "withdrawn": _l("withdrew it"),
    "asked_again": _l("asked for another look"),
    "proposed": _l("proposed a no"),
    "seconded": _l("agreed as the second person"),
    "not_seconded": _l("did not agree as the second person"),
    "undone": _l("took the decision back"),
    "separated": _l("took it out of its group"),
    "dialogue_reported": _l("told that the dialogue has results"),
    "escalated": _l("told the coordinator that it is late"),
    "overlap_comment": _l("commented on an overlap"),
    "overlap_talks": _l("invited to talks about an overlap"),
    "overlap_settled": _l("settled an overlap"),
    "together_proposed": _l("proposed to hold dialogues together"),
    "together_accepted": _l("accepted to hold dialogues together"),
    "together_declined": _l("declined to hold dialogues together"),
    "together_withdrawn": _l("took a proposal to hold together back"),
    "save_theme": _l("saved a theme"),
    "save_group": _l("saved a target group"),
    "save_method": _l("saved a method"),
    "save_organisation": _l("saved an organisation"),
    "merge_areas": _l("merged districts"),
    "save_area": _l("said when an area exists"),
    "area_turns": _l("a district began or ended"),
    "retention": _l("decided how long a kind is kept"),
    "dispose": _l("disposed of what had been kept long enough"),
    "export_case": _l("handed out a case"),
    "export_dialogue": _l("saved a whole dialogue"),
    "export_person": _l("saved what is held about a person"),
    "open_file": _l("opened a file that a resident sent"),
    "add_staff": _l("added an account"),
    "answered": _l("answered"),
    "approved": _l("approved"),
    "archive": _l("archived"),
    "arrange_sign_up": _l("arranged the sign-up"),
    "asked": _l("asked the sender"),
    "became_dialogue": _l("made a draft of it"),
    "blank_contact": _l("blanked contact data"),
    "cancel": _l("cancelled"),
    "cancel_occasion": _l("cancelled an occasion"),
    "change_staff": _l("changed an account"),
    "change_weights": _l("changed the weights"),
    "check_document": _l("checked a document"),
    "choose_language": _l("chose a language"),
    "choose_password": _l("chose a password"),
    "close": _l("closed"),
    "close_staff": _l("closed an account"),
    "closed": _l("closed a case"),
    "count_guests": _l("noted who came"),
    "declined": _l("declined"),
    "demonstration": _l("loaded demonstration data"),
    "document": _l("added a document"),
    "drop_second_factor": _l("took away a second factor"),
    "edit": _l("changed"),
    "enter": _l("signed in"),
    "erase": _l("erased a person"),
    "evaluate": _l("evaluated"),
    "feedback": _l("told what came of it"),
    "finding": _l("wrote a finding"),
    "follow_promise": _l("followed up a promise"),
    "follow_up": _l("followed up"),
    "forget": _l("deleted what had been kept long enough"),
    "forget_leader": _l("forgot a process leader"),
    "forwarded": _l("forwarded"),
    "gathered": _l("gathered with a similar one"),
    "grant_role": _l("gave a role"),
    "handed_over": _l("handed over"),
    "held_occasion": _l("confirmed an occasion"),
    "hold_together": _l("held an occasion together"),
    "import": _l("registered many from a file"),
    "invite_staff": _l("invited"),
    "leave": _l("signed out"),
    "make_calendar_link": _l("made a calendar link"),
    "measure": _l("wrote an outcome measure"),
    "move_occasion": _l("moved an occasion"),
    "name_hidden": _l("let a name be shown no longer"),
    "name_shown": _l("let a name be shown"),
    "participation": _l("counted who took part"),
    "promise": _l("made a promise"),
    "publish": _l("published"),
    "published": _l("published a comment"),
    "redacted": _l("redacted"),
    "put_back": _l("showed a comment again"),
    "register": _l("registered"),
    "relate": _l("answered what was asked before"),
    "remind_of_result": _l("reminded of a result"),
    "reopen": _l("reopened"),
    "reopen_staff": _l("reopened an account"),
    "report": _l("reported results"),
    "republish": _l("published again"),
    "revoke_calendar_link": _l("revoked a calendar link"),
    "save_leader": _l("saved a process leader"),
    "save_programme": _l("saved a programme"),
    "save_venue": _l("saved a venue"),
    "second_factor_on": _l("turned on a second factor"),
    "send_file": _l("sent a file to register"),
    "send_link": _l("sent a new link"),
    "taken": _l("took a case"),
    "taken_down": _l("took down a comment"),
    "time": _l("moved by time"),
    "to_coordination": _l("sent to coordination"),
    "to_draft": _l("took back to draft"),
    "translate": _l("translated"),
    "ask_machine": _l("asked a machine to translate"),
    "try_again": _l("tried a letter again"),
    "unpublish": _l("withdrew from the public"),
    "unrelate": _l("took back an answer to what was asked before"),
    "withdraw_document": _l("withdrew a document"),
    "withdraw_participation": _l("withdrew counts"),
    "withdraw_role": _l("took away a role"),
    "write_to_guests": _l("wrote to those signed up"),
}

KINDS: dict[str, Any] = {
    "theme": _l("Theme"),
    "group": _l("Target group"),
    "method": _l("Method"),
    "organisation": _l("Organisation"),
    "area": _l("Area"),
    "dialogue": _l("Dialogue"),
    "document": _l("Document"),
    "file": _l("File"),
    "leader": _l("Process leader"),
    "mail": _l("Letter"),
    "occasion": _l("Occasion"),
    "participation": _l("Counts"),
    "person": _l("Person"),
    "programme": _l("Programme"),
    "reader": _l("Reader of letters"),
    "registration": _l("Sign-up"),
    "staff": _l("Account"),
    "submission": _l("Submission"),
    "synonym_group": _l("Synonyms"),
    "venue": _l("Venue"),
    "weights": _l("Weights"),
}


def act_in_words(act: str) -> str:
    """What was done; an act without words of its own is told by its name in code."""
    return str(ACTS.get(act, act.replace("_", " ")))


def kind_in_words(kind: str) -> str:
    """What it was done to."""
    return str(KINDS.get(kind, kind.replace("_", " ")))


def change_in_words(change: dict[str, object]) -> str:
    """What differs: before and after where both are kept."""
    return "; ".join(f"{name}: {_value(value)}" for name, value in change.items())


def _value(value: object) -> str:
    if isinstance(value, list):
        joint = " → " if len(value) == 2 else ", "
        return joint.join(_value(one) for one in value)
    return "–" if value is None else str(value)
