"""What hangs on a dialogue: the rows that its public page tells of besides its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.dialogues.models import Dialogue
from portal.documents import queries as documents
from portal.documents.models import Document
from portal.domain import lifecycle
from portal.domain.suppression import Cells
from portal.domain.words import Form
from portal.occasions import queries as occasions
from portal.occasions.models import Occasion
from portal.outcomes import queries as outcomes
from portal.outcomes.models import (
    BallotOption,
    Commitment,
    Evaluation,
    FeedbackPost,
    Finding,
    OutcomeMeasure,
    ReuseLink,
)
from portal.publications import figures
from portal.publications.ballot import told_votes
from portal.publications.comments import NOTHING_SAID, Said, comments_on
from portal.publications.counts import after_form, took_part
from portal.publications.reference import Catalogue
from portal.translated import queries as translated
from portal.translated.models import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Belongings:
    """In the order they are shown; `reuses` are what it takes from earlier ones, `uses` what later ones took."""

    occasions: Sequence[Occasion] = ()
    documents: Sequence[Document] = ()
    commitments: Sequence[Commitment] = ()
    feedback: Sequence[FeedbackPost] = ()
    findings: Sequence[Finding] = ()
    measures: Sequence[OutcomeMeasure] = ()
    ballot: Sequence[BallotOption] = ()
    told_votes: Cells | None = None
    evaluation: Evaluation | None = None
    reuses: Sequence[ReuseLink] = ()
    uses: Sequence[ReuseLink] = ()
    took_part: figures.TookPart | None = None
    after_form: figures.AfterForm | None = None
    said: Said = NOTHING_SAID
    translations: Sequence[Translation] = ()


def belongings_of(dialogue: Dialogue, catalogue: Catalogue) -> Belongings:
    """What the database holds; results only once the dialogue has reported."""
    reported = dialogue.status in lifecycle.REPORTED
    voted = reported and dialogue.form is Form.PARTICIPATORY_BUDGET
    evaluation = outcomes.evaluation(dialogue.id) if reported else None
    return Belongings(
        occasions=occasions.of_dialogue(dialogue.id),
        documents=documents.checked(dialogue.id),
        commitments=outcomes.commitments(dialogue.id),
        feedback=outcomes.feedback(dialogue.id),
        findings=outcomes.findings(dialogue.id) if reported else (),
        measures=outcomes.measures(dialogue.id) if reported else (),
        ballot=outcomes.ballot(dialogue.id) if voted else (),
        told_votes=told_votes(dialogue.id) if voted else None,
        evaluation=evaluation,
        reuses=outcomes.reuses(dialogue.id),
        uses=outcomes.uses(dialogue.id),
        took_part=took_part(dialogue, catalogue) if reported else None,
        after_form=after_form(dialogue) if evaluation else None,
        said=comments_on(dialogue) if reported else NOTHING_SAID,
        translations=translated.of_dialogue(dialogue.id),
    )
