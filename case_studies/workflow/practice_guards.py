"""What the steps of a good practice need."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from case_studies.errors import N_, Incomplete, Message
from case_studies.markdown.sentences import sentences_of
from case_studies.models import Practice, PracticeEdition, PracticeEvidence
from case_studies.policy.practice_release import ANY_MEMBER, is_enough, released_rows, unmoved_ids
from case_studies.policy.release import NAMED_TO
from case_studies.taxonomy.mentions import names_a_state
from case_studies.unit_of_work import now
from case_studies.vocabulary import Audience, PracticeRemarkKind

CONSULTATION = timedelta(days=14)
SECTIONS = ("do", "mechanism", "fits_where", "how_to_start", "costs", "harms", "not_known")
TEXTS = ("title", "statement", *SECTIONS)


def the_text_is_complete(_session: Session, practice: Practice, _note: str) -> None:
    """Check that all sections say something, if only that it is not known."""
    edition = practice.current
    empty = N_("This is empty. Write “not known” if nobody knows.")
    missing = {name: [empty] for name in TEXTS if not getattr(edition, name)}
    if not edition.themes:
        missing["themes"] = [N_("Choose at least one theme.")]
    if missing:
        raise Incomplete(missing)


def its_evidence_is_enough(_session: Session, practice: Practice, _note: str) -> None:
    """Check that published cases support it, and that each row is as it was when it was written."""
    rows = released_rows(ANY_MEMBER, practice.current)
    if len(unmoved_ids(rows)) < len(practice.current.rows):
        raise Incomplete(
            {"evidence": [N_("A row rests on what is not published any more. Pin it again, or remove it.")]}
        )
    if not is_enough(rows):
        few = N_("At least two published cases of two delegations or operations have to support a practice.")
        raise Incomplete({"evidence": [few]})


def each_sentence_has_evidence(_session: Session, practice: Practice, _note: str) -> None:
    """Check that each sentence of what to do rests on a row of evidence."""
    edition = practice.current
    linked = {sentence for row in edition.rows for sentence in row.sentences}
    alone = [sentence for sentence in sentences_of(edition.do) if sentence not in linked]
    if alone:
        refused = N_("No row of evidence supports “%(sentence)s”. Add one that names it, or take the sentence out.")
        raise Incomplete({"evidence": [Message(refused, sentence=alone[0])]})


def the_search_is_recorded(_session: Session, practice: Practice, _note: str) -> None:
    """Check that an editor looked for what speaks against it, and said what came of it."""
    edition = practice.current
    if edition.searched_at is None or not edition.search_result:
        raise Incomplete({"search_result": [N_("Search for what speaks against it, and say what you found.")]})


def unnamed_delegations_stay_unnamed(_session: Session, practice: Practice, _note: str) -> None:
    """Check that no text names a delegation that does not want to be named."""
    edition = practice.current
    refused = N_("A text names a delegation that submitted a case unnamed. Take the name out.")
    for row in edition.rows:
        texts = [row.shows, *(getattr(edition, name) for name in TEXTS)]
        if _is_unnamed(practice, row) and any(names_a_state(text, row.case.submitting_code) for text in texts):
            raise Incomplete({"evidence": [refused]})


def _is_unnamed(practice: Practice, row: PracticeEvidence) -> bool:
    readable = row.case.readable
    named = NAMED_TO[Audience(practice.audience)]
    return readable is not None and readable.attribution not in named


def cited_delegations_had_time(session: Session, practice: Practice, _note: str) -> None:
    """Check that every cited delegation was notified, and that the days of the consultation are over."""
    edition = practice.current
    unasked = [row for row in edition.rows if row.notified_at is None]
    if unasked:
        refused = N_(
            "Nobody could be notified of the row about %(case)s. Remove it, or open an account for its office."
        )
        raise Incomplete({"evidence": [Message(refused, case=unasked[0].case.reference)]})
    end = adoptable_from(edition)
    if end is None or now(session) < end:
        days = CONSULTATION.days
        raise Incomplete({"consultation": [Message(N_("The consultation lasts at least %(days)s days."), days=days)]})


def adoptable_from(edition: PracticeEdition) -> datetime | None:
    """Return the moment from which an edition can be adopted; None before its consultation."""
    return edition.consulted_at + CONSULTATION if edition.consulted_at is not None else None


def objections_are_answered(_session: Session, practice: Practice, _note: str) -> None:
    """Check that every objection has an answer."""
    remarks = practice.current.remarks
    if any(one.kind == PracticeRemarkKind.OBJECTION and one.answered_at is None for one in remarks):
        raise Incomplete({"objections": [N_("Answer each objection first.")]})


def it_is_assessed_on_its_evidence(_session: Session, practice: Practice, _note: str) -> None:
    """Check that the confidence was assessed on the rows that there are now."""
    edition = practice.current
    assessed = next((one for one in edition.assessments if one.audience == Audience.MEMBERS), None)
    if assessed is None:
        raise Incomplete({"confidence": [N_("Assess the confidence, with a reason.")]})
    if set(assessed.evidence_ids) != {row.id for row in edition.rows}:
        raise Incomplete(
            {"confidence": [N_("The evidence changed since the confidence was assessed. Assess it again.")]}
        )
