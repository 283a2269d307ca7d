"""What pages of the atlas need beside the demonstration data: a receipt, a reader, a guest, a file with mistakes."""

from dataclasses import asdict, dataclass

from flask import current_app
from sqlalchemy import text

from portal.actions import accounts, documents, following, moderating, registrations, settling, submissions, synonyms
from portal.actions import staff as staff_actions
from portal.bulk import files
from portal.bulk.mapping import Given
from portal.db import db, now
from portal.domain.following import FollowKind
from portal.domain.rights import Actor
from portal.domain.submissions import Verdict
from portal.domain.words import DocumentKind, Role, SubmissionKind
from portal.staff import queries as staff
from portal.submissions.models import Submission
from tests.browser.atlas import PageType
from tests.browser.conftest import Portal
from tests.browser.neighbours import ADMIN, CLERK, COORDINATOR, inside

OPEN, REPORTED = "arsta-torg-att-sitta-kvar", "lekplatsen-i-bandhagen"
"""Dialogues of the clerk's own district."""
VOTED = "lekplatsen-som-husby-rostade-fram"
"""A participatory budget of another district, which the clerk helps out."""

AMINA = "amina@example.org"
MISTAKES = "Titel;Var;Startdag\nEn dialog;Atlantis;när som helst\n;Farsta;2027-02-30\n"
"""A file for bulk registration in which nothing is right."""

LEAD = "SELECT o.slug FROM dialogue d JOIN organisation o ON o.id = d.lead_id WHERE d.slug = :slug"

RECEIVED = submissions.Sent(
    kind=SubmissionKind.SUGGESTION,
    title="Fler bänkar vid Årsta torg",
    body="Många äldre vill kunna vila på väg till affären. Fråga dem var bänkarna ska stå.",
    language="sv",
    area="arsta",
    once="atlas-receipt",
)
WELCOMED = submissions.Sent(
    kind=SubmissionKind.COMMENT_ON_RESULTS,
    title="Gungorna blev bra",
    body="Barnen är glada för gungorna. När kommer vattenleken?",
    language="sv",
    about=REPORTED,
    once="atlas-answer",
)


@dataclass(frozen=True, slots=True)
class Furnished:
    """What the paths of the atlas name: numbers, addresses and secret codes."""

    open: int
    reported: int
    voted: int
    revision: int
    occasion: int
    uuid: str
    finding: int
    promise: int
    document: int
    leader: int
    synonym: int
    file: int
    reference: str
    answered: str
    receipt: str
    registration: str
    reader: str
    invitation: str

    def path(self, page: PageType, language: str) -> str:
        """The address of a page for a reader of a language."""
        return "/" + page.path.format(language=language, **asdict(self))


def furnish(portal: Portal) -> Furnished:
    """Bring the portal what the demonstration data lack; told twice, it brings nothing new."""
    with inside(portal):
        clerk, coordinator, admin = (_actor(email) for email in (CLERK, COORDINATOR, ADMIN))
        numbers = "SELECT id FROM dialogue WHERE slug = :slug"
        opened, reported = _one(numbers, slug=OPEN), _one(numbers, slug=REPORTED)
        occasion, uuid = _row(
            "SELECT o.id, o.uuid::text FROM occasion o JOIN dialogue_occasion link ON link.occasion_id = o.id"
            " WHERE link.dialogue_id = :dialogue AND o.registration <> 'none' AND o.starts > now()",
            dialogue=opened,
        )
        _bring(uuid=uuid, reported=reported, clerk=clerk, coordinator=coordinator, admin=admin)
        return Furnished(
            open=opened,
            reported=reported,
            voted=_one(numbers, slug=VOTED),
            revision=_one(
                "SELECT min(revision) FROM dialogue_version WHERE dialogue_id = :dialogue", dialogue=opened
            ),
            occasion=occasion,
            uuid=uuid,
            finding=_one("SELECT min(id) FROM finding WHERE dialogue_id = :dialogue", dialogue=reported),
            promise=_one("SELECT min(id) FROM commitment WHERE dialogue_id = :dialogue", dialogue=reported),
            document=_one("SELECT min(id) FROM document WHERE dialogue_id = :dialogue", dialogue=reported),
            leader=_one("SELECT min(id) FROM leader"),
            synonym=_one("SELECT min(id) FROM synonym_group"),
            file=_one("SELECT min(id) FROM bulk_import"),
            reference=_one("SELECT reference FROM submission WHERE once = :once", once=RECEIVED.once),
            answered=_one("SELECT reference FROM submission WHERE once = :once", once=WELCOMED.once),
            receipt=_one("SELECT code FROM submission WHERE once = :once", once=RECEIVED.once),
            registration=_one("SELECT code FROM registration WHERE email = :email", email=AMINA),
            reader=_one("SELECT token FROM reader WHERE email = :email", email=AMINA),
            invitation=_invitation(),
        )


def _bring(*, uuid: str, reported: int, clerk: Actor, coordinator: Actor, admin: Actor) -> None:
    if _one("SELECT count(*) FROM submission WHERE once = :once", once=RECEIVED.once):
        return
    accounts.grant(clerk.id, role=Role.EDITOR, organisation=_one(LEAD, slug=VOTED), actor=admin)
    submissions.receive(RECEIVED)
    submissions.receive(WELCOMED)
    comment = _one("SELECT id FROM submission WHERE once = :once", once=WELCOMED.once)
    revision = db.session.get_one(Submission, comment).revision
    moderating.decide(comment, moderating.Ruling(verdict=Verdict.APPROVE), actor=clerk, revision=revision)
    settling.settle_now(comment, actor=clerk)
    guest = registrations.Wish(email=AMINA, people=2, language="sv", name="Amina", services=("interpreter",))
    registrations.sign_up(uuid, guest, moment=now())
    following.follow(following.Wish(email=AMINA, language="sv", kind=FollowKind.DISTRICT, value="farsta"))
    following.confirm(_one("SELECT token FROM reader WHERE email = :email", email=AMINA))
    plan = documents.DocumentDraft(title="Så byggs lekplatsen om", kind=DocumentKind.REPORT)
    documents.add_address(reported, plan, url="https://example.org/lekplats.pdf", actor=clerk)
    synonyms.add(["gunga", "gungställning"], actor=coordinator)
    number = files.receive(
        MISTAKES.encode(), name="dialoger.csv", given=Given(), history=False, skip_bad=False, actor=clerk
    )
    accounts.invite(
        email="ny@example.org",
        name="Nora Ny",
        language="sv",
        role=Role.EDITOR,
        organisation="farsta",
        actor=admin,
        secret=str(current_app.secret_key),
    )
    files.check_now(number, today=now().date())


def _invitation() -> str:
    invited = staff.by_email("ny@example.org")
    assert invited is not None
    return staff_actions.first_link_token(invited, secret=str(current_app.secret_key))


def _actor(email: str) -> Actor:
    person = staff.by_email(email)
    assert person is not None
    return staff.as_actor(person)


def _row(question: str, **facts: object) -> tuple:  # type: ignore[type-arg]
    return tuple(db.session.execute(text(question), facts).one())


def _one(question: str, **facts: object):  # type: ignore[no-untyped-def]
    return _row(question, **facts)[0]
