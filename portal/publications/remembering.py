"""Remember figures about people as they are told to the public, so that later ones beside them reveal nobody."""

import msgspec

from portal.db import db
from portal.dialogues.models import Dialogue
from portal.outcomes.models import ShownFigures


def remember(dialogue: Dialogue, kind: str, figures: object) -> None:
    """Keep what is told from now on of one kind: `participation`, `after_form` or `ballot`."""
    db.session.add(ShownFigures(dialogue_id=dialogue.id, kind=kind, figures=msgspec.to_builtins(figures)))
    db.session.flush()
