"""Joint texts."""

from dataclasses import asdict
from typing import Any

from flask import url_for

from app.api.serializers import Json
from app.api.serializers.submitters import serialize_submitter
from case_studies.models import JointText, TextVersion
from case_studies.operations.texts.paragraphs import compare_versions
from case_studies.policy.actor import Actor
from case_studies.policy.readers import Submitter
from case_studies.policy.text_release import ReleasedBreak, ReleasedComment, ReleasedParagraph, ReleasedText
from case_studies.unit_of_work import Session
from case_studies.workflow.texts import TEXTS

LISTED = (
    "reference",
    "kind",
    "state",
    "register",
    "audience",
    "attribution",
    "language",
    "title",
    "text_kind",
    "comments_until",
    "silence_until",
    "silence_zone",
    "delivered_at",
)
READ = ("version", "number", "languages", "own_answer", "speaker", "symbol", "link", "reason")
COMMENT = ("id", "version_number", "kind", "language", "text", "made_at", "taken_up_in")
BREAK = ("version_number", "paragraph", "reason", "asked_at", "cleared_at", "waits")


def serialize_text_link(text: ReleasedText) -> Json:
    """Return what lists show of a joint text."""
    event = text.event
    return {
        **_fields(text, LISTED),
        "url": url_for("joint_text.text", reference=text.reference, _external=True),
        "event": event.reference if event is not None else None,
    }


def serialize_text(session: Session, actor: Actor, text: JointText) -> Json:
    """Return a joint text as the actor may read it."""
    released = ReleasedText(text, actor)
    return {
        **serialize_text_link(released),
        **_fields(released, READ),
        "actions": TEXTS.possible_actions(session, text, actor),
        "paragraphs": [_paragraph(one) for one in released.paragraphs],
        "orphans": [_comment(one) for one in released.orphans],
        "versions": [_fields(one, ("number", "note", "saved_at")) for one in released.versions],
        "breaks": [_break(one) for one in released.breaks],
        "aligned": _delegations(released.aligned),
        "stood_aside": _delegations(released.stood_aside),
    }


def serialize_changes(before: TextVersion, after: TextVersion) -> Json:
    """Return what changed from one version to another."""
    changes = [asdict(change) for change in compare_versions(before, after)]
    return {"before": before.number, "after": after.number, "paragraphs": changes}


def _paragraph(one: ReleasedParagraph) -> Json:
    return {**_fields(one, ("number", "id", "text")), "comments": [_comment(comment) for comment in one.comments]}


def _break(one: ReleasedBreak) -> Json:
    return {**_fields(one, BREAK), "delegation": serialize_submitter(one.delegation)}


def _comment(one: ReleasedComment) -> Json:
    return {**_fields(one, COMMENT), "delegation": serialize_submitter(one.delegation)}


def _delegations(found: list[Submitter] | None) -> list[Json] | None:
    return [serialize_submitter(one) for one in found] if found is not None else None


def _fields(row: Any, names: tuple[str, ...]) -> Json:
    return {name: getattr(row, name) for name in names}
