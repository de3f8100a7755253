"""What may already answer a difficult issue: shown before it is posted, and beside its answers.

A question is short and a case is long, so neither words nor themes are enough. What has the chosen themes comes first.
Cases are ranked by several searches together (reciprocal rank fusion, Cormack and others, 2009).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy.orm import Session

from case_studies.models import Issue
from case_studies.operations.cases.queries import readable_revisions
from case_studies.operations.search.found import Found, FoundCase, FoundItem
from case_studies.operations.search.hidden import hidden_references
from case_studies.operations.thesaurus.load import load_thesaurus
from case_studies.policy.actor import Actor
from case_studies.policy.found_items import find_items
from case_studies.search.contract import Query, QueryDocument
from case_studies.search.engine import SearchEngine
from case_studies.search.errors import SearchError
from case_studies.search.facets import KIND, ONLY_CASES, OPERATION, THEME
from case_studies.search.text.thesaurus import Thesaurus
from case_studies.vocabulary import FoundKind, Section

MOST_SUGGESTED = 5
LEAST_CASES = 3
MOST_OF_KIND = 2
"""How many practices, and how many other issues, are suggested beside the cases."""
RANKED = 10
"""How many cases each search ranks."""
PLACE_OFFSET = 2
"""Added to each place, so that one first place counts less than two second ones."""

Rankings = Sequence[tuple[float, list[str]]]
"""Lists of references, the best first, and how much each list counts."""


def may_answer(session: Session, engine: SearchEngine, actor: Actor, issue: Issue) -> list[Found]:
    """Return what may already answer the question, as far as the actor may read it; nothing without an index.

    Cases of its themes come first, then practices of its themes, then cases that are only near, then other issues.
    """
    hidden = hidden_references(session, actor) | {issue.reference}
    searches = _Searches(engine, actor.audience, issue, hidden, load_thesaurus(session))
    try:
        cases = searches.cases_of_the_themes()
        practices, issues = (searches.of_kind(kind)[:MOST_OF_KIND] for kind in (FoundKind.PRACTICE, FoundKind.ISSUE))
        most_cases = max(LEAST_CASES, MOST_SUGGESTED - len(practices) - len(issues))
        near = searches.cases_near_the_themes() if len(cases) < most_cases else []
    except SearchError:
        return []
    near = [reference for reference in near if reference not in cases]
    readable = readable_revisions(session, actor, [*cases, *near])
    first = [reference for reference in cases if reference in readable][:most_cases]
    rest = [reference for reference in near if reference in readable][: most_cases - len(first)]
    found: dict[str, Found] = {reference: FoundCase(readable[reference], ()) for reference in (*first, *rest)}
    items = find_items(session, actor, [*practices, *issues])
    found |= {reference: FoundItem(item, ()) for reference, item in items.items()}
    return [found[reference] for reference in (*first, *practices, *rest, *issues) if reference in found]


class _Searches:
    """Searches for one question in what one audience may find."""

    def __init__(
        self, engine: SearchEngine, audience: str, issue: Issue, without: frozenset[str], thesaurus: Thesaurus
    ) -> None:
        self.engine, self.audience, self.issue = engine, audience, issue
        self.without, self.thesaurus = without, thesaurus
        self.themes = sorted(theme.id for theme in issue.themes)
        self.areas = sorted({theme.parent_id or theme.id for theme in issue.themes})

    def of_kind(self, kind: FoundKind) -> list[str]:
        """Rank the things of another kind that have the chosen themes, those with words of the question first."""
        if not self.themes:
            return []
        return _fused(
            [
                (2, self._found(self.issue.question, self.themes, kind=kind)),
                (1, self._found("", self.themes, kind=kind)),
            ]
        )

    def cases_of_the_themes(self) -> list[str]:
        """Rank the cases of the chosen themes: by the words, those of the same operation, all of them."""
        if not self.themes:
            return []
        return _fused(
            [
                (2, self._found(self.issue.question, self.themes)),
                (2, self._of_the_operation(self.themes)),
                (1, self._found("", self.themes)),
            ]
        )

    def cases_near_the_themes(self) -> list[str]:
        """Rank what else is near: cases that use the names of the themes, of the same area, with similar words."""
        names = " ".join(theme.label for theme in self.issue.themes)
        return _fused(
            [
                (2, self._found(names) if names else []),
                (2, self._of_the_operation(self.areas)),
                (1, self._found(self.issue.question, self.areas)),
                (1, self._similar()),
            ]
        )

    def _of_the_operation(self, themes: Collection[str]) -> list[str]:
        return self._found("", themes, self.issue.operation_id) if self.issue.operation_id and themes else []

    def _found(
        self, text: str, themes: Collection[str] = (), operation: str | None = None, kind: FoundKind = FoundKind.CASE
    ) -> list[str]:
        operations = (operation,) if operation else ()
        filters = {KIND.name: (kind,), THEME.name: tuple(themes), OPERATION.name: operations}
        query = Query(
            text,
            filters={name: values for name, values in filters.items() if values},
            per_page=RANKED,
            without=self.without,
            thesaurus=self.thesaurus,
        )
        return [hit.reference for hit in self.engine.search(self.audience, query).hits]

    def _similar(self) -> list[str]:
        ranked = self.engine.similar_to(self.audience, _as_document(self.issue), RANKED + len(self.without))
        return [reference for reference, _likeness in ranked if reference not in self.without]


def _fused(rankings: Rankings) -> list[str]:
    """Return all references, first those that several lists rank high."""
    scores: dict[str, float] = defaultdict(float)
    for weight, references in rankings:
        for place, reference in enumerate(references):
            scores[reference] += weight / (PLACE_OFFSET + place)
    return sorted(scores, key=lambda reference: (-scores[reference], reference))


def _as_document(issue: Issue) -> QueryDocument:
    """Return the question in the places where a case has the same things."""
    sections = {Section.SITUATION: issue.setting, Section.ACTIONS: issue.already_tried}
    themes = {code for theme in issue.themes for code in (theme.id, theme.parent_id) if code is not None}
    facets: dict[str, Iterable[str]] = {**ONLY_CASES, THEME.name: sorted(themes)}
    if issue.operation_id is not None:
        facets[OPERATION.name] = (issue.operation_id,)
    return QueryDocument(
        reference=issue.reference,
        language=issue.language,
        title=issue.question,
        sections={section.value: text for section, text in sections.items() if text},
        facets={name: tuple(values) for name, values in facets.items() if values},
    )
