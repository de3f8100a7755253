"""What a review still needs before it can be submitted, and what in it is over a limit. A draft stores everything."""

from case_studies.case_template import MOST_REMARKS, NOTE_LENGTH, QUOTE_LENGTH, REMARK_LENGTH
from case_studies.errors import N_, Message
from case_studies.models import Assignment, Case, Remark, Review
from case_studies.operations.review.responses import answered_remarks, missing_verdicts
from case_studies.vocabulary import Rating

MISSING_RATING = {
    Rating.RELEVANCE: N_("Relevance: choose a number from 1 to 5."),
    Rating.CLARITY: N_("Clarity: choose a number from 1 to 5."),
    Rating.EVIDENCE: N_("Evidence: choose a number from 1 to 5."),
    Rating.TRANSFER: N_("Transferability: choose a number from 1 to 5."),
}
TOO_LONG = N_("At most %(most)s characters; this has %(count)s.")
MISSING_REMARK = N_("Say what should be changed, or remove the quoted passage.")

Gaps = dict[str, list[str]]  # field → messages


def review_gaps(case: Case, assignment: Assignment, review: Review) -> Gaps:
    """Return what is missing or over a limit, by field. Remarks are numbered through all sections."""
    return {**_verdicts(case, assignment), **_remarks(review.remarks), **_missing(review), **_too_long(review)}


def _verdicts(case: Case, assignment: Assignment) -> Gaps:
    gaps = {f"verdicts.{remark}": [message] for remark, message in missing_verdicts(case, assignment).items()}
    for thread in answered_remarks(case, assignment):
        response = thread.response_in(assignment.revision)
        if response is not None:
            gaps |= _over(f"verdicts.{thread.remark.id}", response.verdict_text, NOTE_LENGTH)
    return gaps


def _remarks(remarks: list[Remark]) -> Gaps:
    gaps: Gaps = {}
    for number, remark in enumerate(remarks):
        gaps |= _over(f"remarks.{number}.text", remark.text, REMARK_LENGTH)
        gaps |= _over(f"remarks.{number}.quote", remark.quote, QUOTE_LENGTH)
        if not remark.text:
            gaps[f"remarks.{number}.text"] = [MISSING_REMARK]
    if len(remarks) > MOST_REMARKS:
        gaps[f"remarks.{MOST_REMARKS}.text"] = [Message(N_("At most %(most)s remarks."), most=MOST_REMARKS)]
    return gaps


def _missing(review: Review) -> Gaps:
    gaps = {f"ratings.{name}": [message] for name, message in MISSING_RATING.items() if getattr(review, name) is None}
    if review.recommendation is None:
        gaps["recommendation"] = [N_("Choose what you recommend.")]
    if not review.overall:
        gaps["overall"] = [N_("Give your overall opinion of the case in a sentence or two.")]
    return gaps


def _too_long(review: Review) -> Gaps:
    note = review.note_to_editors or ""  # a review that was never saved has none
    return _over("overall", review.overall or "", REMARK_LENGTH) | _over("note_to_editors", note, NOTE_LENGTH)


def _over(field: str, text: str, most: int) -> Gaps:
    return {field: [Message(TOO_LONG, most=most, count=len(text))]} if len(text) > most else {}
