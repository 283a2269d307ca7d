"""Everything the public may read of one dialogue, taken from the records that staff keep."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from portal.dialogues import queries as dialogues
from portal.dialogues.models import Dialogue
from portal.dialogues.record import TEXT_FIELDS
from portal.domain import lifecycle
from portal.domain.calendar import day_of
from portal.domain.words import Continuity, DecisionState, FeedbackKind, Form, LegalBasis, Status
from portal.leaders.models import Leader
from portal.outcomes.models import FeedbackPost, ReuseLink
from portal.publications import figures, pages, promises
from portal.publications.ballot import ballot_of
from portal.publications.belongings import Belongings, belongings_of
from portal.publications.occasions import occasion_of
from portal.publications.reference import Catalogue
from portal.publications.spoken import DECIDED, also, spoken_of, summary_of
from portal.translated.queries import Book


def page_of(dialogue: Dialogue, catalogue: Catalogue, has: Belongings | None = None) -> pages.Page:
    """The page of a dialogue that has been published; whoever knows what hangs on it gives it along."""
    has = has or belongings_of(dialogue, catalogue)
    reported = dialogue.status in lifecycle.REPORTED
    decided = {one.id: one.body for one in dialogue.decisions}
    book = Book(has.translations)
    spoken = spoken_of(dialogue.legal_basis, book)
    linked = [link.earlier_id for link in has.reuses] + [link.dialogue_id for link in has.uses]
    titles = dialogues.public_titles(linked) if linked else {}
    shown_times = tuple(occasion_of(one, dialogue, spoken) for one in has.occasions)
    said_at = {one.id: shown for one, shown in zip(has.occasions, shown_times, strict=True)}
    swedish = {part: getattr(dialogue.texts["sv"], part) for part in TEXT_FIELDS}
    sheet = {part: spoken(part, text) for part, text in swedish.items()}
    swedish |= {f"question-{one.id}": one.texts["sv"] for one in dialogue.questions}
    card = _card(dialogue, catalogue, has, sheet=sheet, times=shown_times)
    result = next((post.published_on for post in has.feedback if post.kind is FeedbackKind.RESULT), None)
    assert dialogue.published_at is not None
    return pages.Page(
        card=replace(card, feedback_given=result),
        published_at=dialogue.published_at,
        **{part: texts for part, texts in sheet.items() if part not in ("title", "summary")},
        contact_function=dialogue.contact_function,
        contact_email=dialogue.contact_email,
        stage=dialogue.stage.value,
        legal_basis=dialogue.legal_basis.value,
        continuity=dialogue.continuity.value,
        translations=summary_of(dialogue.legal_basis, swedish, book),
        co_organisers=tuple(one.slug for one in dialogue.co_organisers),
        partners=tuple(dialogue.partners),
        programme=dialogue.programme.slug if dialogue.programme else None,
        process_leader=_named(dialogue.process_leader),
        facilitator=_named(dialogue.facilitator),
        next_report=_next_report(dialogue, has.feedback),
        source=dialogue.source or None,
        official_channel_url=dialogue.official_channel_url,
        questions=tuple(spoken(f"question-{one.id}", one.texts["sv"]) for one in dialogue.questions),
        goals=tuple(
            pages.Goal(
                text=one.text,
                indicator=one.indicator,
                target=one.target,
                outcome=one.outcome if reported else "",
                score=one.score if reported else None,
            )
            for one in dialogue.goals
        ),
        decisions=tuple(
            pages.Decision(
                body=one.body,
                month=one.month,
                decided_on=one.decided_on,
                case_number=one.case_number,
                url=one.url,
                state=_decision_state(one.state, dialogue.status).value,
                outcome=spoken(f"decision-{one.id}", one.outcome["sv"], decided=True) if one.outcome else None,
            )
            for one in dialogue.decisions
        ),
        targets=tuple(
            pages.Target(
                group=one.group.slug,
                why=one.why,
                seldom_heard=one.seldom_heard,
                recruitment=tuple(one.recruitment),
                planned_share=one.planned_share,
            )
            for one in dialogue.targets
        ),
        documents=tuple(
            pages.Document(
                id=one.id,
                title=one.title,
                titles=spoken(f"document-{one.id}", one.title) if one.language == "sv" else {one.language: one.title},
                language=one.language,
                kind=one.kind.value,
                url=one.url or "",
                accessible=one.accessible,
                sha256=one.sha256,
                size=one.file.size if one.file else None,
                media_type=one.file.media_type if one.file else None,
            )
            for one in has.documents
        ),
        findings=tuple(
            pages.Finding(
                id=one.id,
                text=spoken(f"finding-{one.id}", one.texts["sv"]),
                kind=one.kind.value,
                strength=one.strength.value,
                themes=tuple(t.slug for t in one.themes) or card.themes,
                areas=tuple(a.slug for a in one.areas) or card.areas,
                groups=tuple(g.slug for g in one.groups) or card.groups,
                evidence=one.evidence,
                occasion=said_at[one.occasion_id].uuid if one.occasion_id in said_at else None,
                said_at=said_at[one.occasion_id].place if one.occasion_id in said_at else "",
                document=one.document_id if one.document_id in {row.id for row in has.documents} else None,
                document_page=one.document_page,
                valid_until=one.valid_until,
                said_on=day_of(said_at[one.occasion_id].starts)
                if one.occasion_id in said_at
                else dialogue.ends or dialogue.starts,
                used_in=tuple(
                    _reuse(link, titles[link.dialogue_id])
                    for link in has.uses
                    if link.finding_id == one.id and link.dialogue_id in titles
                ),
            )
            for one in has.findings
        ),
        no_finding_because=dialogue.no_finding_because if reported else "",
        feedback=tuple(
            pages.Feedback(
                kind=one.kind.value,
                on=one.published_on,
                text=spoken(f"feedback-{one.id}", one.texts["sv"], decided=one.kind in DECIDED),
            )
            for one in has.feedback
        ),
        commitments=tuple(
            promises.Commitment(
                id=one.id,
                text=spoken(f"promise-{one.id}", one.texts["sv"], decided=True),
                organisation=one.organisation.slug,
                status=one.status.value,
                due=one.due,
                settled=one.settled_on,
                case_number=one.case_number,
                decision=decided.get(one.decision_id or 0),
                updates=tuple(
                    promises.Update(
                        on=step.on_day,
                        status=step.status.value,
                        comment=step.comment,
                        comments=spoken(f"note-{step.id}", step.comment),
                        old_due=step.due,
                        old_text=step.old_texts,
                    )
                    for step in one.updates
                ),
            )
            for one in has.commitments
        ),
        took_part=has.took_part,
        evaluation=figures.Evaluation(
            worked=has.evaluation.worked,
            lessons=has.evaluation.lessons,
            differently=has.evaluation.differently,
            recruitment_used=tuple(has.evaluation.recruitment_used),
            after_form=has.after_form,
        )
        if has.evaluation
        else None,
        measures=tuple(
            figures.Measure(
                indicator=one.indicator,
                unit=one.unit,
                value=float(one.value),
                on=one.on_day,
                source=one.source,
                social_value=one.social_value,
                sdg=one.sdg,
            )
            for one in has.measures
        ),
        ballot=ballot_of(has.ballot, has.told_votes, spoken),
        reuses=tuple(
            _reuse(link, titles[link.earlier_id])
            for link in has.reuses
            if link.finding_id is None and link.earlier_id in titles
        ),
        used_again=tuple(
            _reuse(link, titles[link.dialogue_id])
            for link in has.uses
            if link.finding_id is None and link.dialogue_id in titles
        ),
        comments=has.said.newest,
        comments_in_all=has.said.in_all,
        cancelled_reason=spoken("cancelled_reason", dialogue.cancelled_reason)
        if dialogue.status is Status.CANCELLED
        else None,
        overlap_reason=spoken("overlap_reason", dialogue.overlap_reason) or None,
        checklist=dict(dialogue.checklist) or None,
        policy_codes=tuple(one.code for one in dialogue.policy_links),
        perspectives=tuple(dialogue.perspectives),
        global_goals=tuple(dialogue.global_goals),
        budget_sek=dialogue.budget_sek if dialogue.form is Form.PARTICIPATORY_BUDGET else None,
        also=also(spoken, _plain_texts(dialogue, has)),
    )


def _plain_texts(dialogue: Dialogue, has: Belongings) -> Iterator[tuple[str, str]]:
    """The texts that a page holds in Swedish alone, by the names under which they are translated."""
    yield from ((f"goal-{one.id}", one.text) for one in dialogue.goals)
    yield from ((f"why-{one.group.slug}", one.why) for one in dialogue.targets)
    yield from ((f"checklist-{heading}", text) for heading, text in dialogue.checklist.items())
    yield from ((f"measure-{one.id}", one.indicator) for one in has.measures)
    if dialogue.status in lifecycle.REPORTED:
        yield from ((f"reached-{one.id}", one.outcome) for one in dialogue.goals)
        yield "no_finding_because", dialogue.no_finding_because
    if has.evaluation:
        yield from ((f"worked-{heading}", text) for heading, text in has.evaluation.worked.items())
        yield from ((name, getattr(has.evaluation, name)) for name in ("lessons", "differently"))


def _decision_state(state: DecisionState, status: Status) -> DecisionState:
    """A dialogue that was called off leads to no decision; one taken before stays taken."""
    called_off = status is Status.CANCELLED and state is DecisionState.PLANNED
    return DecisionState.NONE if called_off else state


def _named(leader: Leader | None) -> str | None:
    """The name of somebody in the register, empty without consent; None for nobody."""
    if leader is None:
        return None
    return leader.name if leader.consented_on and leader.left_on is None else ""


def _next_report(dialogue: Dialogue, posts: Sequence[FeedbackPost]) -> date | None:
    """When residents next hear how a continuous dialogue goes."""
    going_on = dialogue.continuity is Continuity.CONTINUOUS and dialogue.status is Status.OPEN
    if not going_on or dialogue.starts is None or dialogue.report_interval_months is None:
        return None
    given = [post.published_on for post in posts if post.kind is FeedbackKind.PERIOD_REPORT]
    return lifecycle.next_report(since=max(given, default=dialogue.starts), months=dialogue.report_interval_months)


def _reuse(link: ReuseLink, other: tuple[str, dict[str, str]]) -> pages.Reuse:
    return pages.Reuse(slug=other[0], title=other[1], kind=link.kind.value, reason=link.reason)


def _card(
    dialogue: Dialogue,
    catalogue: Catalogue,
    has: Belongings,
    *,
    sheet: dict[str, dict[str, str]],
    times: tuple[pages.Occasion, ...],
) -> pages.Card:
    areas = tuple(area.slug for area in dialogue.areas)
    districts = tuple(dict.fromkeys(d for slug in areas if (d := catalogue.district_of(slug))))
    assert dialogue.influence is not None
    return pages.Card(
        slug=dialogue.slug,
        title=sheet["title"],
        summary=sheet["summary"],
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
        findings=len(has.findings),
        commitments=len(has.commitments),
        example=dialogue.example,
    )
