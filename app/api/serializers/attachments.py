"""Files of a case."""

from flask import url_for

from app.api.serializers import Json
from case_studies.models import Attachment
from case_studies.operations.cases.revision_diff import FileChange
from case_studies.policy.attachment_audiences import audience_of


def serialize_attachment(attachment: Attachment, reference: str) -> Json:
    """Return what describes a file. Its address in the API is that of its case and its id."""
    return {
        "id": attachment.key,
        "name": attachment.name,
        "media_type": attachment.file.media_type,
        "size": attachment.file.size,
        "audience": audience_of(attachment),
        "description": attachment.description,
        "url": url_for("attachments.download", reference=reference, attachment_id=attachment.key, _external=True),
    }


def serialize_file_change(change: FileChange) -> Json:
    """Return what two revisions say about a file."""
    attachment = change.after or change.before
    return {
        "id": attachment.key if attachment is not None else "",
        "name": change.name,
        "before": _as_written(change.before),
        "after": _as_written(change.after),
    }


def _as_written(attachment: Attachment | None) -> Json | None:
    if attachment is None:
        return None
    return {"description": attachment.description, "audience": audience_of(attachment)}
