"""Which submissions are decided and answered with another one."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from portal.submissions.models import Submission


@dataclass(frozen=True, slots=True)
class Gathered:
    """A submission that is decided and answered with another."""

    reference: str
    title: str
    language: str
    state: str


_one = aliased(Submission)
WITH_IT = (
    select(
        func.json_agg(
            aggregate_order_by(
                func.json_build_array(
                    _one.reference, _one.title, func.coalesce(_one.written_in, _one.language), _one.state
                ),
                _one.id,
            )
        )
    )
    .where(_one.gathered_into_id == Submission.id)
    .scalar_subquery()
    .label("with_it")
)
"""A column beside a submission: those gathered under it, each as fields of `Gathered`; null for none."""
