"""Make what the public may see of one dialogue from the records that staff keep."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec

from portal.dialogues import queries as dialogues
from portal.dialogues.models import Dialogue
from portal.documents import queries as documents
from portal.domain import lifecycle
from portal.domain.calendar import day_of
from portal.domain.promises import SETTLED
from portal.domain.words import FeedbackKind, LegalBasis, Status
from portal.occasions import queries as occasions
from portal.occasions.models import Occasion as OccasionRow
from portal.outcomes import queries as outcomes
from portal.publications import pages
from portal.publications.counts import shown_participation
from portal.publications.reference import Catalogue

FAR = 10_000_000
"""Larger than any day number: keeps the groups of an ordinary order apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One row of what is published; `columns` are those one filters and sorts by."""

    kind: str
    key: str
    columns: dict[str, Any]
    card: dict[str, Any]
    page: dict[str, Any] | None = None


def is_public(dialogue: Dialogue) -> bool:
    """Whether residents may see the dialogue; one cancelled before it was published never shows."""
    return dialogue.status in lifecycle.PUBLIC and dialogue.published_at is not None


def items(dialogue: Dialogue, catalogue: Catalogue) -> list[Item]:
    """Everything the public may see of a dialogue; empty while it is a draft or withdrawn."""
    if not is_public(dialogue):
        return []
    page = _page(dialogue, catalogue)
    card = page.card
    columns = _columns(card, catalogue, co_organisers=page.co_organisers)
    return [
        Item(
            kind="dialogue",
            key=card.slug,
            columns=columns | {"place": _dialogue_place(card), "reported_on": card.feedback_given},
            card=msgspec.to_builtins(card),
            page=msgspec.to_builtins(page),
        ),
        *_occasion_items(card, columns),
        *_finding_items(page, columns, catalogue),
        *_commitment_items(page, columns),
    ]


def _texts(dialogue: Dialogue, field: str) -> dict[str, str]:
    return {language: value for language, text in dialogue.texts.items() if (value := getattr(text, field))}


def _page(dialogue: Dialogue, catalogue: Catalogue) -> pages.Page:
    reported = dialogue.status in lifecycle.REPORTED
    findings = outcomes.findings(dialogue.id) if reported else []
    promises = outcomes.commitments(dialogue.id)
    posts = outcomes.feedback(dialogue.id)
    evaluation = outcomes.evaluation(dialogue.id) if reported else None
    reuses = outcomes.reuses(dialogue.id)
    earlier = dialogues.public_titles([link.earlier_id for link in reuses]) if reuses else {}
    times = tuple(_occasion(one, dialogue) for one in occasions.of_dialogue(dialogue.id))
    card = _card(dialogue, catalogue, times=times, findings=len(findings), commitments=len(promises))
    result = next((post.published_on for post in posts if post.kind is FeedbackKind.RESULT), None)
    assert dialogue.published_at is not None
    return pages.Page(
        card=replace(card, feedback_given=result),
        revision=dialogue.revision,
        published_at=dialogue.published_at,
        easy_read=_texts(dialogue, "easy_read"),
        purpose=_texts(dialogue, "purpose"),
        frame_in=_texts(dialogue, "frame_in"),
        frame_out=_texts(dialogue, "frame_out"),
        can_influence=_texts(dialogue, "can_influence"),
        cannot_influence=_texts(dialogue, "cannot_influence"),
        accessibility_note=_texts(dialogue, "accessibility_note"),
        contact_function=dialogue.contact_function,
        contact_email=dialogue.contact_email,
        stage=dialogue.stage.value,
        legal_basis=dialogue.legal_basis.value,
        continuity=dialogue.continuity.value,
        translations={language: text.origin for language, text in dialogue.texts.items()},
        co_organisers=tuple(one.slug for one in dialogue.co_organisers),
        partners=tuple(dialogue.partners),
        programme=dialogue.programme.slug if dialogue.programme else None,
        source=dialogue.source or None,
        official_channel_url=dialogue.official_channel_url,
        questions=tuple(one.texts for one in dialogue.questions),
        goals=tuple(
            pages.Goal(
                text=one.text, indicator=one.indicator, target=one.target,
                outcome=one.outcome if reported else "", score=one.score if reported else None,
            )
            for one in dialogue.goals
        ),
        decisions=tuple(
            pages.Decision(
                body=one.body, month=one.month, decided_on=one.decided_on, case_number=one.case_number,
                url=one.url, state=one.state.value, outcome=one.outcome,
            )
            for one in dialogue.decisions
        ),
        targets=tuple(
            pages.Target(
                group=one.group.slug, why=one.why, seldom_heard=one.seldom_heard, recruitment=tuple(one.recruitment)
            )
            for one in dialogue.targets
        ),
        documents=tuple(
            pages.Document(
                id=one.id, title=one.title, language=one.language, kind=one.kind.value,
                url=one.url or "", size=one.size, media_type=one.media_type,
            )
            for one in documents.checked(dialogue.id)
        ),
        findings=tuple(
            pages.Finding(
                id=one.id, text=one.texts, kind=one.kind.value, strength=one.strength.value,
                themes=tuple(t.slug for t in one.themes) or card.themes,
                areas=tuple(a.slug for a in one.areas) or card.areas,
                groups=tuple(g.slug for g in one.groups) or card.groups,
                evidence=one.evidence, said_on=dialogue.ends or dialogue.starts,
            )
            for one in findings
        ),
        no_finding_because=dialogue.no_finding_because if reported else "",
        feedback=tuple(pages.Feedback(kind=one.kind.value, on=one.published_on, text=one.texts) for one in posts),
        commitments=tuple(
            pages.Commitment(
                id=one.id, text=one.texts, organisation=one.organisation.slug, status=one.status.value,
                due=one.due, settled=one.settled_on, case_number=one.case_number,
                updates=tuple(
                    pages.Update(on=step.on_day, status=step.status.value, comment=step.comment, due=step.due)
                    for step in one.updates
                ),
            )
            for one in promises
        ),
        participation=shown_participation(outcomes.participation(dialogue.id)) if reported else (),
        evaluation=pages.Evaluation(
            worked=evaluation.worked, lessons=evaluation.lessons, differently=evaluation.differently
        )
        if evaluation
        else None,
        reuses=tuple(
            pages.Reuse(slug=earlier[link.earlier_id][0], title=earlier[link.earlier_id][1],
                        kind=link.kind.value, reason=link.reason)
            for link in reuses
            if link.earlier_id in earlier
        ),
        cancelled_reason={"sv": dialogue.cancelled_reason} if dialogue.status is Status.CANCELLED else None,
        overlap_reason={"sv": dialogue.overlap_reason} if dialogue.overlap_reason else None,
        checklist=dict(dialogue.checklist) or None,
        policy_codes=tuple(one.code for one in dialogue.policy_links),
    )


def _card(
    dialogue: Dialogue, catalogue: Catalogue, *, times: tuple[pages.Occasion, ...], findings: int, commitments: int
) -> pages.Card:
    areas = tuple(area.slug for area in dialogue.areas)
    districts = tuple(dict.fromkeys(d for slug in areas if (d := catalogue.district_of(slug))))
    assert dialogue.influence is not None
    return pages.Card(
        slug=dialogue.slug,
        title=_texts(dialogue, "title"),
        summary=_texts(dialogue, "summary"),
        status=dialogue.status.value,
        form=dialogue.form.value,
        influence=dialogue.influence.value,
        lead=dialogue.lead.slug,
        starts=dialogue.starts,
        ends=dialogue.ends,
        period_note=dialogue.period_note,
        areas=areas,
        districts=districts,
        themes=tuple(one.slug for one in dialogue.themes),
        groups=tuple(one.slug for one in dialogue.groups),
        methods=tuple(one.slug for one in dialogue.methods),
        languages=tuple(dialogue.languages),
        minutes=dialogue.minutes,
        statutory=dialogue.legal_basis is not LegalBasis.VOLUNTARY,
        response_deadline=dialogue.response_deadline,
        feedback_due=dialogue.feedback_promised,
        closed=dialogue.closed_on,
        occasions=times,
        findings=findings,
        commitments=commitments,
        example=dialogue.example,
    )


def _occasion(one: OccasionRow, dialogue: Dialogue) -> pages.Occasion:
    venue = one.venue
    return pages.Occasion(
        uuid=str(one.uuid), sequence=one.sequence, starts=one.starts, ends=one.ends,
        kind=one.kind.value, state=one.state.value,
        place=one.place or (venue.name if venue else ""), address=one.address or (venue.address if venue else ""),
        lat=one.lat or (venue.lat if venue else None), lon=one.lon or (venue.lon if venue else None),
        online_url=one.online_url, capacity=one.capacity, registration=one.registration.value,
        languages=tuple(one.languages), sign_language=one.sign_language, wheelchair=one.wheelchair,
        hearing_loop=one.hearing_loop, interpreter=one.interpreter, childcare=one.childcare,
        refreshments=one.refreshments, note=one.note,
        # A dialogue that shares the occasion is named only when residents may see it.
        shared_with=tuple(
            other.slug for other in one.dialogues
            if other.id != dialogue.id and other.status in lifecycle.PUBLIC - {Status.CANCELLED}
        ),
    )


def _columns(card: pages.Card, catalogue: Catalogue, *, co_organisers: tuple[str, ...]) -> dict[str, Any]:
    return {
        "status": card.status,
        "starts": card.starts,
        "ends": card.ends,
        "reported_on": None,
        "organisers": sorted({card.lead, *co_organisers}),
        "districts": sorted(_districts(card.areas, catalogue)),
        "areas": sorted(_with_parents(card.areas, catalogue)),
        "themes": sorted(_with_tops(card.themes)),
        "groups": sorted(card.groups),
        "languages": sorted(card.languages),
        "influence": card.influence,
        "form": card.form,
    }


def _with_tops(themes: Iterable[str]) -> set[str]:
    return {part for theme in themes for part in (theme, theme.partition("/")[0])}


def _with_parents(areas: Iterable[str], catalogue: Catalogue) -> set[str]:
    found: set[str] = set()
    for slug in areas:
        area = catalogue.areas.get(slug)
        while area is not None:
            found |= {area.slug, *area.successors}
            area = catalogue.areas.get(area.parent or "")
    # Every area lies in the city, so the city itself would tell nothing apart.
    return found if "stockholm" in areas else found - {"stockholm"}


def _districts(areas: Iterable[str], catalogue: Catalogue) -> set[str]:
    kept = ("district", "city")
    return {slug for slug in _with_parents(areas, catalogue) if catalogue.areas[slug].kind in kept}


def _number(day: date | None) -> int:
    return day.toordinal() if day else 0


def _dialogue_place(card: pages.Card) -> int:
    """Open ones first by last day, then planned ones by first day, then the rest from the newest."""
    if card.status == Status.OPEN:
        return _number(card.ends) or FAR - 1
    if card.status == Status.PLANNED:
        return FAR + _number(card.starts)
    return 3 * FAR - _number(card.starts)


def _occasion_items(card: pages.Card, columns: dict[str, Any]) -> list[Item]:
    return [
        Item(
            kind="occasion",
            key=f"{one.uuid}/{card.slug}",
            columns=columns | {
                "starts": day_of(one.starts), "ends": day_of(one.ends),
                "place": int(one.starts.timestamp() // 60), "languages": sorted(one.languages),
            },
            card=msgspec.to_builtins(
                pages.OccasionCard(
                    occasion=one, dialogue=card.slug, title=card.title, summary=card.summary, lead=card.lead,
                    areas=card.areas, statutory=card.statutory, example=card.example,
                )
            ),
        )
        for one in card.occasions
    ]


def _finding_items(page: pages.Page, columns: dict[str, Any], catalogue: Catalogue) -> list[Item]:
    card = page.card
    return [
        Item(
            kind="finding",
            key=str(one.id),
            columns=columns | {
                "themes": sorted(_with_tops(one.themes)), "groups": sorted(one.groups),
                "areas": sorted(_with_parents(one.areas, catalogue)),
                "districts": sorted(_districts(one.areas, catalogue)),
                "form": one.kind, "status": one.strength, "place": -_number(one.said_on),
                "reported_on": card.feedback_given,
            },
            card=msgspec.to_builtins(
                pages.FindingCard(
                    finding=one, dialogue=card.slug, title=card.title, lead=card.lead, example=card.example
                )
            ),
        )
        for one in page.findings
    ]


def _commitment_items(page: pages.Page, columns: dict[str, Any]) -> list[Item]:
    card = page.card
    return [
        Item(
            kind="commitment",
            key=str(one.id),
            columns=columns | {
                "status": one.status, "organisers": [one.organisation], "starts": one.due, "ends": one.settled,
                # Open promises by their day, so that late ones come first; then the settled, newest first.
                "place": FAR - _number(one.settled) + FAR if one.status in SETTLED else _number(one.due) or FAR - 1,
            },
            card=msgspec.to_builtins(
                pages.CommitmentCard(
                    commitment=one, dialogue=card.slug, title=card.title, lead=card.lead, example=card.example
                )
            ),
        )
        for one in page.commitments
    ]
