"""The number beside every filter is what a reader finds when choosing it, under any choice of other filters."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.actions import dialogues, promises
from portal.db import db
from portal.dialogues.models import Dialogue
from portal.domain.rights import Actor
from portal.domain.words import CommitmentStatus, Form, Influence, LegalBasis
from portal.outcomes.models import Commitment
from portal.publications import queries, tally
from portal.publications.catalogue import catalogue, swedish_order
from portal.publications.selection import FILTERS, Selection
from portal.web.dates import today
from tests.make import Make, days

DISTRICTS = {
    "ragsved": {"enskede-arsta-vantor"},
    "hokarangen": {"farsta"},
    "farsta": {"farsta"},
    "stockholm": {"stockholm"},
}
Facts = dict[str, set[str]]

LONG = "Vi frågar om annat än de andra, och vi har stämt av det med alla som ordnar dialoger här."
SHAPES = [
    {"areas": ("ragsved",), "themes": ("urban_environment/safety",), "groups": ("all",)},
    {"areas": ("ragsved", "hokarangen"), "themes": ("urban_environment/park", "care"), "groups": ("parents",)},
    {
        "areas": ("farsta",),
        "themes": ("city_planning",),
        "groups": ("older_65", "parents"),
        "languages": ("sv", "so"),
    },
    {"areas": ("stockholm",), "themes": ("culture_leisure/library",), "co_organisers": ("trafikkontoret",)},
    {"areas": ("hokarangen",), "themes": ("urban_environment",), "influence": Influence.CONSULTATION},
    {"areas": ("ragsved",), "themes": ("care/elderly", "other"), "form": Form.COUNCIL, "languages": ("en",)},
]
LEADS = ("enskede-arsta-vantor", "farsta", "kulturforvaltningen")


def values(name: str, choices: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(choices), max_size=2, unique=True).map(tuple)


selections = st.builds(
    Selection,
    district=values("district", ["enskede-arsta-vantor", "farsta", "stockholm", "jarva"]),
    theme=values("theme", ["urban_environment", "urban_environment/park", "care", "care/elderly", "city_planning"]),
    group=values("group", ["all", "parents", "older_65", "tenants"]),
    status=values("status", ["planned", "open", "compiling", "cancelled", "archived"]),
    organiser=values("organiser", [*LEADS, "trafikkontoret"]),
    influence=values("influence", ["dialogue", "consultation"]),
    form=values("form", ["citizen_dialogue", "council"]),
    lang=values("lang", ["sv", "so", "en"]),
    starts_from=st.none() | st.integers(0, 60).map(days),
    starts_to=st.none() | st.integers(0, 90).map(days),
)


def with_tops(themes: Iterable[str]) -> set[str]:
    return {part for theme in themes for part in (theme, theme.partition("/")[0])}


def publish_many(make: Make, admin: Actor) -> list[tuple[Dialogue, Facts]]:
    """Eighteen dialogues of every shape, some of them open or cancelled, besides plans that nobody may see."""
    made = []
    for number in range(18):
        shape = SHAPES[number % len(SHAPES)]
        lead = LEADS[number % 5 % 3]
        at_once = number % 4 == 1
        dialogue = make.published(
            actor=admin,
            lead=lead,
            title=f"Dialog nummer {number}",
            overlap_reason=LONG,
            starts=0 if at_once else 20 + number,
            ends=30 + 3 * number,
            legal_basis=LegalBasis.OTHER_LAW if at_once else LegalBasis.VOLUNTARY,
            **shape,
        )
        if number % 7 == 3:
            dialogues.cancel(dialogue.id, reason="Nämnden har skjutit upp frågan.", actor=admin)
        if number % 7 == 5:
            dialogues.unpublish(dialogue.id, reason="En person nämndes vid namn i texten.", actor=admin)
            continue
        made.append((dialogue, facts_of(dialogue)))
    make.coordinated(actor=admin, title="En plan i samordning", overlap_reason=LONG)
    make.dialogue(actor=admin, title="Ett utkast")
    return made


def facts_of(dialogue: Dialogue) -> Facts:
    assert dialogue.influence is not None
    return {
        "district": {district for area in dialogue.areas for district in DISTRICTS[area.slug]},
        "theme": with_tops(theme.slug for theme in dialogue.themes),
        "group": {group.slug for group in dialogue.groups},
        "status": {dialogue.status.value},
        "organiser": {dialogue.lead.slug, *(one.slug for one in dialogue.co_organisers)},
        "influence": {dialogue.influence.value},
        "form": {dialogue.form.value},
        "lang": set(dialogue.languages),
    }


def chosen(facts: Facts, selection: Selection, *, but: str = "") -> bool:
    return all(
        name == but or not selection.values(name) or facts[name] & set(selection.values(name)) for name in FILTERS
    )


def recounted(many: list[Facts], selection: Selection) -> dict[str, dict[str, int]]:
    """Counts made the slow way: for every filter, each value of what the other filters leave."""
    counts: dict[str, dict[str, int]] = {}
    for name in FILTERS:
        counts[name] = {}
        for facts in many:
            if chosen(facts, selection, but=name):
                for value in facts[name]:
                    counts[name][value] = counts[name].get(value, 0) + 1
    return counts


def touches(dialogue: Dialogue, selection: Selection) -> bool:
    assert dialogue.starts is not None
    begun = selection.starts_to is None or dialogue.starts <= selection.starts_to
    return begun and (
        selection.starts_from is None or dialogue.ends is None or dialogue.ends >= selection.starts_from
    )


def holds_for_any_choice(rule: Callable[[Selection], None], *, strategy: st.SearchStrategy[Selection]) -> None:
    settings(max_examples=150, deadline=None)(given(strategy)(rule))()


def test_counts_and_lists_of_dialogues_agree_with_a_plain_recount(make: Make, admin: Actor) -> None:
    made = publish_many(make, admin)

    def rule(selection: Selection) -> None:
        found = queries.listing(selection, size=100)
        within = [facts for dialogue, facts in made if touches(dialogue, selection)]
        expected = {
            dialogue.slug for dialogue, facts in made if touches(dialogue, selection) and chosen(facts, selection)
        }
        assert {card.slug for card in found.items} == expected
        assert found.total == len(found.items) == len(expected)
        assert found.counts == recounted(within, selection)

    holds_for_any_choice(rule, strategy=selections)


def test_counts_stay_true_when_a_process_learns_change_by_change(make: Make, admin: Actor) -> None:
    queries.tallies()
    made = publish_many(make, admin)
    learnt = queries.listing(Selection()).counts
    spans = [Selection(starts_from=days(first), starts_to=days(first + 20)) for first in (0, 18, 31, 45)]
    between = [queries.listing(span).counts for span in spans]
    tally.forget()
    assert between == [queries.listing(span).counts for span in spans]
    assert learnt == queries.listing(Selection()).counts == recounted([facts for _, facts in made], Selection())
    for dialogue, _ in made[:4]:
        dialogues.unpublish(dialogue.id, reason="En person nämndes vid namn i texten.", actor=admin)
    rest = [facts for _, facts in made[4:]]
    assert queries.listing(Selection()).counts == recounted(rest, Selection())
    assert queries.tallies().districts["farsta"]["total"] == sum("farsta" in facts["district"] for facts in rest)


def test_no_dialogue_is_lost_or_shown_twice_between_pages(make: Make, admin: Actor) -> None:
    made = publish_many(make, admin)
    for sort in ("relevance", "date", "-date", "updated"):
        one_by_one = [
            card.slug
            for number in range(1, 9)
            for card in queries.listing(Selection(sort=sort, page=number), size=2).items
        ]
        assert sorted(one_by_one) == sorted(dialogue.slug for dialogue, _ in made)
    beyond = queries.listing(Selection(page=99), size=2)
    assert beyond.page == beyond.pages == 8


def test_open_dialogues_stand_before_planned_ones_and_those_before_the_rest(make: Make, admin: Actor) -> None:
    publish_many(make, admin)
    states = [card.status for card in queries.listing(Selection(), size=100).items]
    assert states == sorted(states, key=["open", "planned", "cancelled"].index)
    ends = [card.ends for card in queries.listing(Selection(status=("open",)), size=100).items]
    assert ends == sorted(ends, key=lambda end: end or today() + timedelta(9999))


PROMISES = [
    (CommitmentStatus.PROMISED, -3),
    (CommitmentStatus.PROMISED, 3),
    (CommitmentStatus.ONGOING, -1),
    (CommitmentStatus.DONE, -5),
    (CommitmentStatus.DONE, 5),
    (CommitmentStatus.PARTLY_DONE, 2),
    (CommitmentStatus.NOT_DONE, -2),
    (CommitmentStatus.CHANGED, 9),
    (CommitmentStatus.ONGOING, 0),
]


def promise_many(make: Make, admin: Actor) -> list[Facts]:
    made = []
    for place, area in enumerate(("ragsved", "hokarangen")):
        dialogue = make.closed(actor=admin, areas=(area,), title=f"Dialog med löften {place}", overlap_reason=LONG)
        for number, (status, due) in enumerate(PROMISES):
            owner = ("trafikkontoret", "farsta")[(number + place) % 2]
            promises.promise(
                dialogue.id,
                text=f"Löfte {number}.",
                organisation=owner,
                due=days(due),
                case_number="",
                comment="Beslutat av nämnden i höstas.",
                today=today(),
                actor=admin,
            )
            if status is not CommitmentStatus.PROMISED:
                newest = db.session.query(Commitment).order_by(Commitment.id.desc()).first()
                assert newest is not None
                promises.follow_promise(
                    newest.id,
                    status=status,
                    comment="Så här långt har det kommit.",
                    text=f"Löfte {number}, ändrat." if status is CommitmentStatus.CHANGED else "",
                    today=today(),
                    actor=admin,
                )
            late = due < 0 and status in (CommitmentStatus.PROMISED, CommitmentStatus.ONGOING)
            made.append(
                facts_of(dialogue) | {"organiser": {owner}, "status": {status.value, *(["late"] if late else [])}}
            )
    return made


def test_late_is_one_more_status_of_promises_and_counts_as_any_other(make: Make, admin: Actor) -> None:
    made = promise_many(make, admin)
    states = [status.value for status, _ in PROMISES]
    strategy = st.builds(
        Selection,
        status=values("status", ["late", *states]),
        organiser=values("organiser", ["trafikkontoret", "farsta"]),
        district=values("district", ["enskede-arsta-vantor", "farsta"]),
    )

    def rule(selection: Selection) -> None:
        found = queries.commitments(selection, today=today(), size=100)
        assert found.total == len(found.items) == sum(chosen(facts, selection) for facts in made)
        assert found.counts == recounted(made, selection)

    holds_for_any_choice(rule, strategy=strategy)


def test_how_each_organiser_keeps_its_promises_sums_to_all_of_them(make: Make, admin: Actor) -> None:
    made = promise_many(make, admin)
    found = queries.promises_by_organisation(today())
    names = [catalogue().organisations[slug].names["sv"] for slug in found]
    assert names == sorted(names, key=swedish_order)
    for owner, kinds in found.items():
        mine = [facts for facts in made if facts["organiser"] == {owner}]
        assert sum(kinds.values()) == len(mine)
        assert kinds["late"] == sum("late" in facts["status"] for facts in mine)
    assert {name: sum(kinds[name] for kinds in found.values()) for name in ("kept", "kept_late", "partly")} == {
        "kept": 2,
        "kept_late": 2,
        "partly": 2,
    }


def test_the_latest_promise_stands_first_and_settled_ones_last(make: Make, admin: Actor) -> None:
    promise_many(make, admin)
    shown = [one.commitment for one in queries.commitments(Selection(), today=today(), size=100).items]
    settled = [one.settled is not None for one in shown]
    assert settled == sorted(settled)
    due = [one.due for one in shown if one.settled is None]
    assert due == sorted(due, key=lambda day: day or today())


def test_findings_are_counted_by_what_they_are_about(make: Make, admin: Actor) -> None:
    made = []
    for place, area in enumerate(("ragsved", "hokarangen", "farsta")):
        dialogue = make.reported(
            actor=admin, areas=(area,), title=f"Dialog {place}", finding=f"Rön {place}.", overlap_reason=LONG
        )
        made.append(facts_of(dialogue) | {"status": {"several"}, "form": {"problem"}})
    strategy = selections.map(lambda one: replace(one, status=(), form=(), starts_from=None, starts_to=None))

    def rule(selection: Selection) -> None:
        found = queries.findings(selection, size=100)
        assert found.total == len(found.items) == sum(chosen(facts, selection) for facts in made)
        assert found.counts == recounted(made, selection)

    holds_for_any_choice(rule, strategy=strategy)
