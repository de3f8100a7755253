"""One good practice: what to do, what speaks against it, its evidence, and what its reader may do next."""

from typing import Any

from flask import Blueprint, render_template, url_for

from app.access import open_to_all
from app.current import reading
from app.exports.box import citation_box
from app.exports.practice import cite_practice
from app.identity import actor
from app.pages.form_errors import NO_ERRORS, FormErrors
from app.pages.item_steps import NO_STEPS, offered_steps
from app.pages.threads.beside import discussion
from app.phrases import adoptions as adoption_phrases
from app.phrases import practices as phrases
from app.phrases.issues import choices as as_choices
from app.phrases.labels import SECTIONS
from app.phrases.submitters import name_of
from case_studies.models import Practice, PracticeEdition
from case_studies.operations.adoptions.queries import latest_adoptions_of
from case_studies.operations.practices.queries import (
    edition_for,
    find_practice,
    practice_history,
    seen_editions,
)
from case_studies.operations.provisions.queries import provisions_with
from case_studies.policy.actor import Actor
from case_studies.policy.adoptions import may_adopt_practice
from case_studies.policy.practice_release import ANY_MEMBER, ReleasedPractice, sees_edition
from case_studies.policy.practices import PRACTICE_POLICY, PracticePermission, cited_by, is_editor
from case_studies.unit_of_work import Session
from case_studies.vocabulary import PracticeAction
from case_studies.workflow.practice_guards import adoptable_from
from case_studies.workflow.practices import PRACTICES

pages = Blueprint("practices", __name__)

PLAIN = (PracticeAction.SUPPORT, PracticeAction.CONSULT, PracticeAction.ADOPT)
WITH_TEXT = (
    PracticeAction.OBJECT,
    PracticeAction.CORRECT,
    PracticeAction.REVISE,
    PracticeAction.RETIRE,
    PracticeAction.WITHDRAW,
)
CHOICES = {
    "relations": as_choices(phrases.RELATIONS),
    "audiences": as_choices(phrases.AUDIENCES),
    "levels": as_choices(phrases.LEVELS),
    "concerns": [("", ""), *phrases.CONCERNS.items()],
}


@pages.get("/practices/<practice:reference>")
@open_to_all
def practice(reference: str) -> str:
    """Show the adopted edition, or else the one that is written."""
    return show(reference, None, NO_ERRORS, {})


@pages.get("/practices/<practice:reference>/editions/<id:number>")
@open_to_all
def edition(reference: str, number: int) -> str:
    """Show one edition."""
    return show(reference, number, NO_ERRORS, {})


def show(reference: str, number: int | None, refused: FormErrors, typed: dict[str, Any]) -> str:
    """Show an edition, with what was typed into a form that was refused."""
    with reading() as session:
        found = find_practice(session, actor(), reference)
        shown = edition_for(actor(), found, number)
        released = ReleasedPractice(shown, actor())
        return render_template(
            "practices/practice.html",
            practice=released,
            editions=[(one.number, phrases.STATES[one.state]) for one in seen_editions(actor(), found)],
            refused=refused,
            typed=typed,
            phrases=phrases,
            name_of=name_of,
            is_editor=is_editor(actor(), found),
            adoptions=latest_adoptions_of(session, actor(), found),
            adoption_phrases=adoption_phrases,
            may_adopt=may_adopt_practice(actor(), shown),
            history=practice_history(session, actor(), found),
            provisions=provisions_with(session, reference),
            discussion=discussion(session, reference) if sees_edition(ANY_MEMBER, shown) else None,
            address=url_for("practices.practice", reference=reference, _external=True),
            act_url=lambda action: url_for("practice_steps.act", reference=reference, action=action),
            sections=list(SECTIONS.items()),
            choices={**CHOICES, "sentences": _numbered(released)},
            **_citation(released),
            **_next_steps(session, found, shown),
        )


def _citation(released: ReleasedPractice) -> dict[str, Any]:
    """Return how to cite an edition, once it was adopted."""
    return citation_box(cite_practice(released), released.audience) if released.was_adopted else {}


def _numbered(released: ReleasedPractice) -> list[tuple[str, str, None]]:
    """Return the sentences of what to do as choices, by their numbers."""
    return [(str(number), sentence, None) for number, sentence in enumerate(released.sentences, 1)]


def _next_steps(session: Session, found: Practice, shown: PracticeEdition) -> dict[str, Any]:
    """Return what the reader may do. Only the page of the current edition has its steps."""
    is_current = shown is found.current
    offered = offered_steps(session, PRACTICES, found, plain=PLAIN, reasoned=WITH_TEXT) if is_current else NO_STEPS
    return {
        **offered,
        "removable": _removable(actor(), found, shown),
        "adoptable_from": adoptable_from(shown),
        "second": shown.adoption_proposed_by_id is not None,
    }


def _removable(reader: Actor, found: Practice, shown: PracticeEdition) -> dict[int, bool]:
    """Return the ids of the rows that the reader may remove; true if they withdraw the row of their delegation."""
    usable = PRACTICE_POLICY.usable(reader, found)
    if PracticePermission.EDIT in usable and shown is found.current:
        return dict.fromkeys((row.id for row in shown.rows), False)
    if PracticePermission.WITHDRAW_EVIDENCE in usable:
        return {row.id: True for row in shown.rows if reader.delegation in cited_by(row)}
    return {}
