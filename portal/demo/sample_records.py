"""The record of a made-up dialogue, so that the desk opens and finds it like any other."""

import msgspec

from portal.dialogues.record import DecisionRecord, Record, TextRecord
from portal.domain.words import Form, Influence, Status
from portal.publications.pages import Page
from portal.publications.reference import Catalogue

FIRST = 1
"""The revision that a made-up dialogue stands in."""


def record(number: int, page: Page, names: Catalogue) -> str:
    """The only version of a dialogue, as the table of versions keeps it: JSON."""
    card = page.card
    made = Record(
        id=number,
        slug=card.slug,
        revision=FIRST,
        status=Status(card.status),
        lead=card.lead,
        owners=(names.organisations[card.lead].id,),
        texts={
            "sv": TextRecord(
                title=card.title["sv"],
                summary=card.summary["sv"],
                purpose=page.purpose["sv"],
                frame_in=page.frame_in["sv"],
                frame_out=page.frame_out["sv"],
                can_influence=page.can_influence["sv"],
                cannot_influence=page.cannot_influence["sv"],
            )
        },
        areas=card.areas,
        themes=card.themes,
        groups=card.groups,
        methods=card.methods,
        languages=card.languages,
        form=Form(card.form),
        influence=Influence(card.influence),
        starts=card.starts,
        ends=card.ends,
        minutes=card.minutes,
        contact_function=page.contact_function,
        contact_email=page.contact_email,
        feedback_promised=card.feedback_due,
        reported_on=card.feedback_given,
        published_at=page.published_at,
        questions=page.questions,
        decisions=tuple(DecisionRecord(body=one.body, month=one.month) for one in page.decisions),
    )
    return msgspec.json.encode(made).decode()
