"""Files of a case."""

from flask import url_for

from app.api.serializers import Json
from case_studies.models import Attachment
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
