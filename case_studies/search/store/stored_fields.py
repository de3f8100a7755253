"""The fields of a case that search reads without opening its text."""

import json
from typing import NamedTuple

from case_studies.search.contract import SearchDocument
from case_studies.search.store.corruption import CorruptDataError


class StoredFields(NamedTuple):
    """The fields that are stored beside the arrays for each document."""

    reference: str
    fingerprint: str
    title: str
    language: str


def encode_fields(document: SearchDocument) -> bytes:
    """Return the stored fields of a document as JSON."""
    return json.dumps([document.reference, document.fingerprint, document.title, document.language]).encode()


def decode_fields(content: bytes) -> StoredFields:
    """Decode what `encode_fields` returned. Raises CorruptDataError."""
    try:
        values = json.loads(content)
    except ValueError as error:
        raise CorruptDataError("the stored fields of a case can't be decoded") from error
    match values:
        case [str(reference), str(fingerprint), str(title), str(language)]:
            return StoredFields(reference, fingerprint, title, language)
    raise CorruptDataError("the stored fields of a case can't be decoded")
