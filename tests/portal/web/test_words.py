"""Every code that a resident can meet has words."""

from enum import StrEnum

import pytest
from flask import Flask

from portal.domain import words as codes
from portal.domain.following import NewsKind, Pace
from portal.domain.registrations import RegistrationState, Service
from portal.web import words

VOCABULARIES: dict[str, type[StrEnum]] = {
    "status": codes.Status,
    "influence": codes.Influence,
    "form": codes.Form,
    "legal_basis": codes.LegalBasis,
    "stage": codes.Stage,
    "continuity": codes.Continuity,
    "organisation_kind": codes.OrganisationKind,
    "area_kind": codes.AreaKind,
    "occasion_kind": codes.OccasionKind,
    "occasion_state": codes.OccasionState,
    "registration": codes.RegistrationNeed,
    "recruitment": codes.Recruitment,
    "perspective": codes.Perspective,
    "decision_state": codes.DecisionState,
    "finding_kind": codes.FindingKind,
    "finding_strength": codes.FindingStrength,
    "feedback_kind": codes.FeedbackKind,
    "commitment_status": codes.CommitmentStatus,
    "count_method": codes.CountMethod,
    "independence": codes.Independence,
    "reuse_kind": codes.ReuseKind,
    "document_kind": codes.DocumentKind,
    "submission_kind": codes.SubmissionKind,
    "submission_state": codes.SubmissionState,
    "decline_reason": codes.DeclineReason,
    "role": codes.Role,
    "service": Service,
    "pace": Pace,
    "news": NewsKind,
    "registration_state": RegistrationState,
}


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_code_has_a_word(name: str) -> None:
    assert {code.value for code in VOCABULARIES[name]} <= set(words.WORDS[name])


def test_every_step_of_the_ladder_is_explained(bare: Flask) -> None:
    with bare.test_request_context("/en/"):
        assert all(words.meaning("influence", step) for step in codes.Influence)


def test_a_code_without_a_word_shows_itself(bare: Flask) -> None:
    with bare.test_request_context("/en/"):
        assert words.word("status", "unheard_of") == "unheard_of"
