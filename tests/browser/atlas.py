"""Every type of page by name, with an address in the demonstration data and who may open it."""

from dataclasses import dataclass

from portal.web.dates import today
from tests.browser.neighbours import ADMIN, CLERK, COORDINATOR, WAITING

MONTH = f"{today():%Y-%m}"


@dataclass(frozen=True, slots=True)
class PageType:
    """A page: `path` may name facts of `Furnished`; `send` is a button whose press shows what is wrong in a form."""

    name: str
    path: str
    who: str | None = None
    send: str = ""
    status: int = 200

    @property
    def public(self) -> bool:
        """Whether residents open it, each in the language of its address."""
        return self.path.startswith("{language}")


def _public(name: str, path: str, *, send: str = "", status: int = 200) -> PageType:
    return PageType(name, f"{{language}}/{path}", send=send, status=status)


def _desk(name: str, path: str, who: str = CLERK, *, send: str = "", status: int = 200) -> PageType:
    return PageType(f"desk-{name}", f"desk/{path}", who, send, status)


def _named(path: str) -> str:
    return path.translate({ord("/"): "-", ord("{"): None, ord("}"): None})


SEND = "main form.form button[type=submit]"

PUBLIC = (
    _public("home", ""),
    _public("dialogues", "dialogues"),
    _public("dialogues-found", "dialogues?q=park"),
    _public("dialogues-none", "dialogues?q=qwxz"),
    _public("dialogues-filtered", "dialogues?district=farsta&status=open"),
    _public("dialogue-open", "dialogues/trygg-gangvag-ragsved"),
    _public("dialogue-planned", "dialogues/ragsvedsvagen-lugnare-gata"),
    _public("dialogue-compiling", "dialogues/ungas-motesplats-farsta"),
    _public("dialogue-reported", "dialogues/biblioteket-skarholmen-oppettider"),
    _public("dialogue-followed-up", "dialogues/lekplatsen-som-husby-rostade-fram"),
    _public("dialogue-plan", "dialogues/plansamrad-vastertorp"),
    _public("dialogue-cancelled", "dialogues/ostermalms-trottoarer-i-sno"),
    _public("dialogue-old", "dialogues/fokus-skarholmen"),
    _public("poster", "dialogues/trygg-gangvag-ragsved/poster"),
    _public("programmes", "programmes"),
    _public("programme", "programmes/lokal-demokrati-jarva"),
    _public("statistics", "statistics"),
    _public("statistics-district", "statistics?district=farsta"),
    _public("statistics-received", "statistics/received"),
    _public("districts", "districts"),
    _public("district", "districts/farsta"),
    _public("neighbourhood", "districts/ragsved"),
    _public("calendar", "calendar"),
    _public("load", "load"),
    _public("load-cell", f"load/enskede-arsta-vantor/{MONTH}"),
    _public("map", "map"),
    _public("findings", "findings"),
    _public("findings-none", "findings?q=qwxz"),
    _public("commitments", "commitments"),
    _public("documents", "documents"),
    _public("about", "about"),
    _public("accessibility", "accessibility"),
    _public("privacy", "privacy"),
    _public("open-data", "open-data"),
    _public("suggest", "suggest"),
    _public("suggest-faults", "suggest", send=SEND),
    _public("suggest-comment", "suggest?about=fokus-skarholmen&kind=comment_on_results"),
    _public("suggest-paper", "suggest/paper"),
    _public("submission", "submissions/{receipt}"),
    _public("sign-up", "occasions/{uuid}/sign-up"),
    _public("sign-up-faults", "occasions/{uuid}/sign-up", send=SEND),
    _public("sign-up-sent", "occasions/{uuid}/sign-up/sent"),
    _public("registration", "registrations/{registration}"),
    _public("follow", "follow"),
    _public("follow-faults", "follow", send=SEND),
    _public("follow-sent", "follow/sent"),
    _public("follow-left", "follow/left"),
    _public("follow-mine", "follow/{reader}"),
    _public("follow-leave", "follow/{reader}/leave"),
    _public("error-404", "nowhere", status=404),
    *(PageType(f"minority-{code}", f"{code}/") for code in ("fit", "se", "rom", "yi")),
)

_OF_A_PLAN = ("basics", "scope", "influence", "goals", "reach", "occasions", "texts", "check")
_OF_A_DIALOGUE = (
    "life",
    "overlap",
    "earlier",
    "decisions",
    "move",
    "history",
    "history/compare",
    "history/{revision}",
)
_OF_RESULTS = (
    "outcomes",
    "outcomes/participation",
    "outcomes/finding",
    "outcomes/feedback",
    "outcomes/measure",
    "outcomes/promise",
    "outcomes/documents/new",
    "outcomes/evaluation",
    "outcomes/history",
    "outcomes/finding/{finding}",
    "outcomes/documents/{document}",
)
_OF_A_VOTE = ("outcomes/vote", "outcomes/option")

DESK = (
    PageType("desk-sign-in", "desk/sign-in"),
    PageType("desk-sign-in-faults", "desk/sign-in", send=SEND),
    PageType("desk-sign-in-code", "desk/sign-in/code", WAITING),
    PageType("desk-choose-password", "desk/sign-in/choose/{invitation}"),
    _desk("home", ""),
    _desk("account", "account"),
    _desk("search", "search?q=torg"),
    _desk("search-none", "search?q=qwxz"),
    _desk("dialogues", "dialogues"),
    _desk("dialogues-all", "dialogues?plans=all"),
    _desk("missing-translations", "languages"),
    _desk("new", "dialogues/new"),
    _desk("new-faults", "dialogues/new", send="button[name=on] >> nth=-1"),
    _desk("copy", "dialogues/copy"),
    _desk("dialogue", "dialogues/{open}"),
    *(_desk(f"plan-{step}", f"dialogues/{{open}}/plan/{step}") for step in _OF_A_PLAN),
    _desk("plan-translation", "dialogues/{open}/plan/texts/ar"),
    _desk("results-translation", "dialogues/{reported}/plan/texts/ar/results"),
    _desk("preview", "dialogues/{open}/preview/sv"),
    *(_desk(_named(part), f"dialogues/{{open}}/{part}") for part in _OF_A_DIALOGUE),
    _desk("occasion", "dialogues/{open}/occasions/{occasion}"),
    _desk("guests", "dialogues/{open}/occasions/{occasion}/guests"),
    _desk("dialogue-reported", "dialogues/{reported}"),
    *(_desk(_named(part), f"dialogues/{{reported}}/{part}") for part in _OF_RESULTS),
    *(_desk(_named(part), f"dialogues/{{voted}}/{part}") for part in _OF_A_VOTE),
    _desk("finding-faults", "dialogues/{reported}/outcomes/finding", send=SEND),
    _desk("import", "import"),
    _desk("import-faults", "import", send=SEND),
    _desk("import-checked", "import/{file}"),
    _desk("calendar", "calendar"),
    _desk("calendar-month", "calendar?span=month"),
    _desk("calendar-links", "calendar/links"),
    _desk("load", "load"),
    _desk("load-cell", f"load/enskede-arsta-vantor/{MONTH}"),
    _desk("coordination", "coordination"),
    _desk("promises", "promises"),
    _desk("promises-all", "promises?whose=all"),
    _desk("promise", "promises/{promise}"),
    _desk("registers", "registers"),
    _desk("leaders", "registers/leaders"),
    _desk("leader-new", "registers/leaders/new"),
    _desk("leader", "registers/leaders/{leader}"),
    _desk("leader-faults", "registers/leaders/new", COORDINATOR, send=SEND),
    _desk("lessons", "registers/lessons"),
    _desk("reach", "registers/reach"),
    _desk("venues", "registers/venues"),
    _desk("venue-new", "registers/venues/new"),
    _desk("venue", "registers/venues/1"),
    _desk("programmes", "registers/programmes"),
    _desk("programme-new", "registers/programmes/new"),
    _desk("programme", "registers/programmes/lokal-demokrati-jarva", COORDINATOR),
    _desk("synonyms", "registers/synonyms"),
    _desk("synonym-new", "registers/synonyms/new", COORDINATOR),
    _desk("synonym", "registers/synonyms/{synonym}", COORDINATOR),
    _desk("moderation", "moderation"),
    _desk("moderation-figures", "moderation/figures?days=365"),
    _desk("moderation-spam", "moderation?spam=1", COORDINATOR),
    _desk("moderation-one", "moderation/{reference}"),
    _desk("moderation-new", "moderation/new"),
    _desk("moderation-faults", "moderation/new", send=SEND),
    _desk("answers", "answers"),
    _desk("answer", "answers/{answered}"),
    _desk("records", "records", ADMIN),
    _desk("records-person", "records/person", ADMIN),
    _desk("coordination-all", "coordination", COORDINATOR),
    _desk("load-all", "load", COORDINATOR),
    _desk("admin", "admin", ADMIN),
    _desk("admin-organisations", "admin/organisations", ADMIN),
    _desk("admin-organisation", "admin/organisations/farsta", ADMIN),
    _desk("admin-organisation-new", "admin/organisations/new", ADMIN),
    _desk("admin-areas", "admin/areas", ADMIN),
    _desk("admin-area", "admin/areas/farsta", ADMIN),
    _desk("admin-merge", "admin/areas/merge", ADMIN),
    _desk("admin-themes", "admin/themes", ADMIN),
    _desk("admin-theme", "admin/themes/democracy", ADMIN),
    _desk("admin-group-new", "admin/groups/new", ADMIN),
    _desk("admin-staff", "admin/staff", ADMIN),
    _desk("admin-person", "admin/staff/1", ADMIN),
    _desk("admin-person-new", "admin/staff/new", ADMIN),
    _desk("admin-person-faults", "admin/staff/new", ADMIN, send=SEND),
    _desk("admin-audit", "admin/audit", ADMIN),
    _desk("weights", "weights", ADMIN),
    _desk("mail", "mail", ADMIN),
    _desk("error-403", "weights", status=403),
    _desk("error-404", "nowhere", status=404),
)

BROKEN = (PageType("error-500", "{language}/failing", status=500), PageType("error-503", "{language}/", status=503))
"""What residents see of a portal in which something has failed (`broken.py`)."""

EVERY = PUBLIC + DESK + BROKEN
