"""What the evidence map counts: each case as its reader may know it, and the themes and places it is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import case as either
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from case_studies.models import Case, Practice, PracticeEdition, Revision, Theme
from case_studies.models.practice import practice_themes
from case_studies.models.revision import revision_host_states, revision_themes
from case_studies.operations.topics.kinds import THEMES, published_cases
from case_studies.policy.actor import Actor
from case_studies.policy.practice_queries import edition_visible_to
from case_studies.policy.release_queries import names_submitter_to, shows_section_to
from case_studies.vocabulary import Evidence, Measure, PracticeState, Section

TOP_THEME = func.coalesce(Theme.parent_id, Theme.id)
Links = list[tuple[int, str]]
"""Cases, by number, with a code each."""


@dataclass(frozen=True, slots=True)
class MapCase:
    """A case as one reader may know it. `delegation` is empty if it is not named to them."""

    evidence: Evidence | None
    measure: Measure | None
    delegation: str
    names_shortcomings: bool


def map_cases(session: Session, actor: Actor) -> Mapping[int, MapCase]:
    """Return the published cases that the reader may read."""
    named = either((names_submitter_to(actor), Case.submitting_code), else_="")
    columns = (Revision.id, Revision.evidence, Revision.measure, named, shows_section_to(actor, Section.SHORTCOMINGS))
    return {row[0]: MapCase(*row[1:]) for row in session.execute(published_cases(actor, *columns))}


def top_themes_of(session: Session, actor: Actor) -> Links:
    """Return the top themes of these cases. A case can be about two themes below one."""
    query = published_cases(actor, Revision.id, TOP_THEME)
    query = query.join(revision_themes, revision_themes.c.revision_id == Revision.id)
    query = query.join(Theme, Theme.id == revision_themes.c.theme_id).where(THEMES.is_not_merged)
    return [(number, theme) for number, theme in session.execute(query)]


def places_of(session: Session, actor: Actor) -> Links:
    """Return the host States, areas and regions of these cases."""
    query = published_cases(actor, Revision.id, revision_host_states.c.place_code)
    query = query.join(revision_host_states, revision_host_states.c.revision_id == Revision.id)
    return [(number, place) for number, place in session.execute(query)]


def themes_with_practice(session: Session, actor: Actor) -> set[str]:
    """Return the top themes on which the reader may read an adopted practice."""
    query = select(TOP_THEME).select_from(PracticeEdition).join(Practice, Practice.id == PracticeEdition.practice_id)
    query = query.join(practice_themes, practice_themes.c.edition_id == PracticeEdition.id)
    query = query.join(Theme, Theme.id == practice_themes.c.theme_id).where(THEMES.is_not_merged)
    adopted = query.where(PracticeEdition.state == PracticeState.ADOPTED, edition_visible_to(actor))
    return set(session.scalars(adopted.distinct()))
