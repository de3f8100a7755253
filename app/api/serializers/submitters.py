"""Delegations as a reader may know them."""

from app.api.serializers import Json
from app.phrases.submitters import name_of
from case_studies.policy.readers import Submitter


def serialize_submitter(submitter: Submitter) -> Json:
    """Return code and name, or no code and what stands for the name."""
    return {"id": submitter.code or None, "label": name_of(submitter)}
