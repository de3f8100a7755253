"""Reads the files of the demonstration library: YAML above, Markdown sections below."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from case_studies.case_fields import CODED_FIELDS, COLUMN_FIELDS, CaseField
from case_studies.vocabulary import PartAudience, Section

LIBRARY = Path(__file__).parent / "library"
ATTACHMENTS = Path(__file__).parent / "attachments"
CONTACT = "focal-point.{code}@demo.example"
HEADING = re.compile(r"^## +(\w+)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file of a case, made as an example for the demonstration."""

    name: str
    description: str
    audience: PartAudience | None

    def read(self) -> bytes:
        """Return its content."""
        return (ATTACHMENTS / self.name).read_bytes()


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case of the library: its content, and its journey with its details (`way`)."""

    name: str
    submitter: str
    journey: str
    content: Mapping[str, Any]
    way: Mapping[str, Any]

    @property
    def attachments(self) -> list[AttachedFile]:
        """The files of the case."""
        rows = self.way.get("attachments", [])
        return [
            AttachedFile(row["file"], row["description"], PartAudience(row["audience"]) if "audience" in row else None)
            for row in rows
        ]

    def content_with(self, sections: Mapping[str, str]) -> dict[str, Any]:
        """Return the content with other texts in some sections."""
        return {**self.content, "sections": {**self.content["sections"], **sections}}


def case_files() -> list[CaseFile]:
    """Return the library: published cases first, then the others, each by number."""
    files = [read_case_file(path) for path in sorted(LIBRARY.glob("*.md"))]
    return sorted(files, key=lambda file: (file.journey != "published", file.name))


def read_case_file(path: Path) -> CaseFile:
    """Read one file. Raises ValueError with the name of the file if it does not follow the template."""
    try:
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        meta = yaml.safe_load(head)
        meta["contact"] = CONTACT.format(code=meta["submitted_by"].lower())
        content = {field.name: _value(field, meta) for field in (*COLUMN_FIELDS, *CODED_FIELDS)}
        content["sections"] = _sections(body)
        return CaseFile(path.stem, meta["submitted_by"], meta["journey"], content, meta)
    except (KeyError, ValueError, yaml.YAMLError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def _value(field: CaseField, meta: Mapping[str, Any]) -> Any:
    """Return a field's value. Only fields that clearance does not need may be missing in a file."""
    return meta.get(field.name, field.blank()) if field.is_optional else meta[field.name]


def _sections(body: str) -> dict[str, str]:
    parts = HEADING.split(body)
    return {Section(title.lower()).value: text.strip() for title, text in zip(parts[1::2], parts[2::2], strict=True)}
