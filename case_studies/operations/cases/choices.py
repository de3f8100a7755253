"""What helps with choosing codes for a case: other names of what can be chosen, and what is chosen most often."""

import re
from collections.abc import Mapping

from sqlalchemy import Select, and_, case, func, select, true
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from case_studies.case_fields import CaseField, VocabularyName
from case_studies.models import Case, Concept, Revision
from case_studies.models.vocabularies import vocabulary_of
from case_studies.policy.actor import Actor
from case_studies.policy.release_queries import names_submitter_to
from case_studies.policy.visibility import readable_by
from case_studies.search.facets import HOST_STATE, INITIATIVE, OPERATION, THEME
from case_studies.search.text.chinese import traditional_of
from case_studies.search.text.folding import LETTERS, fold

MOST_FREQUENT = 6
LOOKED_AT = 200  # revisions of the delegation, and as many of the library
OWN_WEIGHT = 1000  # a choice of the delegation itself counts more than all choices of others
NOT_FOR_ALL_READERS = ("implemented_by", "released_to")
"""Fields whose codes not every reader of a case may know: some States did not agree, and named delegations know each
other only."""
FACET_OF = {"themes": THEME, "places": HOST_STATE, "operations": OPERATION, "initiatives": INITIATIVE}
NAMES_OF: Mapping[VocabularyName, str] = {
    VocabularyName.THEMES: "themes",
    VocabularyName.HOSTS: "places",
    VocabularyName.STATES: "places",
    VocabularyName.OPERATIONS: "operations",
    VocabularyName.INITIATIVES: "initiatives",
    VocabularyName.DELEGATIONS: "places",  # their codes are those of States
}
"""Vocabulary of a field → the vocabulary that has the names of its values."""
_NO_WORD = re.compile(r"[\W_\u02b9-\u02cf\u02ee]+")  # some apostrophes count as letters


def other_names(session: Session, vocabulary: str) -> dict[str, list[str]]:
    """Return code → all names in six languages, folded as search folds them, with a space between words."""
    facet = FACET_OF[vocabulary].name
    query = select(Concept.value, Concept.names).where(Concept.facet == facet, ~Concept.retired).order_by(Concept.id)
    names: dict[str, list[str]] = {}
    for code, written in session.execute(query):
        folded = (fold_name(name) for _language, name in written)
        names[str(code)] = list(dict.fromkeys([*names.get(str(code), []), *filter(None, folded)]))
    return names


def letters_like(names: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the letters that count as others in these names, such as a traditional Chinese character."""
    return {**LETTERS, **traditional_of("".join(name for written in names.values() for name in written))}


def fold_name(name: str) -> str:
    """Return the words of a name without case, accents and marks."""
    return _NO_WORD.sub(" ", fold(name)).strip()


def edition_of_names(session: Session) -> int:
    """Return a number that grows with each change of a name."""
    return session.scalar(select(func.sum(Concept.edition))) or 0


def latest_to_choose_from(session: Session, actor: Actor) -> list[int]:
    """Return the latest revisions of the actor's delegation, and of the cases they may read."""
    own = Case.submitting_code == actor.delegation
    others = and_(readable_by(actor), names_submitter_to(actor))  # else the codes could say who it is
    return list(
        session.scalars(select(Revision.id).where(Revision.id.in_(_latest(own)) | Revision.id.in_(_latest(others))))
    )


def frequent_choices(session: Session, actor: Actor, field: CaseField, latest: list[int]) -> list[str]:
    """Return the codes that are most frequent in the latest revisions; those of the actor's delegation come first."""
    vocabulary = vocabulary_of(field)
    code = getattr(vocabulary.model, vocabulary.code)
    own = Case.submitting_code == actor.delegation
    weight = func.sum(case((own, OWN_WEIGHT), else_=1))
    shown = own if field.name in NOT_FOR_ALL_READERS else true()
    chosen = select(code).select_from(Revision).join(getattr(Revision, field.name)).join(Revision.case)
    return list(
        session.scalars(
            chosen.where(Revision.id.in_(latest), shown)
            .group_by(code)
            .order_by(weight.desc(), code)
            .limit(MOST_FREQUENT)
        )
    )


def _latest(condition: ColumnElement[bool]) -> Select[int]:
    """Return the query for the latest revisions: enough to know what is frequent, and quick in a big library."""
    query = select(Revision.id).join(Revision.case).where(condition).order_by(Revision.id.desc()).limit(LOOKED_AT)
    return select(query.subquery().c.id)
