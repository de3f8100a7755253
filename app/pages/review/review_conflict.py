"""The stored text of a review, and the one that was typed on another page of the same reviewer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _

from app.identity import actor
from app.pages.review.review_form import Controls, typed_fields
from app.pages.text_conflict import FieldConflict, differing_fields, message_for_saver
from app.phrases.labels import RATINGS, RECOMMENDATIONS, SECTIONS, VERDICTS, WEIGHTS
from case_studies.models import Assignment
from case_studies.operations.cases.parts import Saver
from case_studies.workflow.remarks import RemarkThread


@dataclass(frozen=True, slots=True)
class ReviewConflict:
    """Who saved the stored review, what differs, and the fields of the form that was sent."""

    why: str
    differing: list[FieldConflict]
    typed: list[tuple[str, str]]


def saver_of(asked: Assignment) -> Saver | None:
    """Return who saved the review last, and when. Only the reviewer can."""
    return Saver(asked.reviewer, asked.review.saved_at) if asked.review is not None else None


def compare_reviews(
    asked: Assignment, stored: Controls, typed: Controls, threads: list[RemarkThread]
) -> ReviewConflict:
    """Return what the page of a conflict shows."""
    before, after = (dict(_texts(controls, threads)) for controls in (stored, typed))
    fields = ((label, text, after[label]) for label, text in before.items())
    return ReviewConflict(
        message_for_saver(saver_of(asked), actor()), differing_fields(fields), typed_fields(request.form)
    )


def _texts(controls: Controls, threads: list[RemarkThread]) -> Iterator[tuple[str, str]]:
    """Yield each field of a review as text, in the order of the form."""
    for section, label in SECTIONS.items():
        lines = [_verdict(thread, controls) for thread in threads if thread.remark.section == section]
        lines += [_remark(remark) for remark in controls["remarks"][section]]
        yield str(label), "\n\n".join(filter(None, lines))
    for name, label in RATINGS.items():
        yield str(label), str(controls[f"ratings-{name}"] or "")
    yield _("Recommendation"), _label(RECOMMENDATIONS, controls["recommendation"])
    yield _("Overall"), controls["overall"]
    yield _("Note to the editors"), controls["note_to_editors"]


def _remark(remark: dict[str, str]) -> str:
    quote = f"“{remark['quote']}”\n" if remark["quote"] else ""
    return f"{quote}{_label(WEIGHTS, remark['weight'])}: {remark['text']}"


def _verdict(thread: RemarkThread, controls: Controls) -> str:
    given = controls["verdicts"].get(thread.remark.id, {})
    parts = [_label(VERDICTS, given.get("verdict")), given.get("text", "")]
    return ": ".join(filter(None, parts))


def _label(labels: Any, value: Any) -> str:
    return str(labels.get(value, value or ""))
