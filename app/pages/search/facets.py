"""The sidebar of facets and the chips of active filters: labels, counts, and the address behind each click."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _l

from app.collation import by_name
from app.pages.search.url import SearchUrl
from app.phrases.facets import short_value_labels
from app.phrases.labels import FACETS
from case_studies.search.contract import FacetCounts
from case_studies.search.facets import FACETS as FACET_TABLE
from case_studies.search.facets import Facet
from case_studies.taxonomy.catalogue import Vocabularies

LIMIT = 7
SPARE = 2  # so many more values are shown as well: "Show 2 more" would take as much space
YEAR_LABELS = {"year_from": _l("From"), "year_to": _l("To")}
Chip = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class FacetItem:
    """One value of a facet. Its address switches the value on or off."""

    label: str
    count: int
    url: str
    current: bool
    level: int = 0
    lang: str = ""
    above: str = ""  # of a sub-theme under "Show more": the label of its theme, which is elsewhere


@dataclass(frozen=True, slots=True)
class FacetBox:
    """One facet of the sidebar. Values after `limit` are under "Show more"."""

    title: str
    items: list[FacetItem]
    open: bool
    limit: int = LIMIT


class FacetSidebar:
    """The facets of one search."""

    def __init__(self, address: SearchUrl, vocabularies: Vocabularies, counts: FacetCounts | None = None) -> None:
        self.address = address
        self.parents = vocabularies.parents
        self.counts = counts or {}
        self.labels = short_value_labels(vocabularies)

    def label(self, facet: str, value: str) -> str:
        """Return the label of a value; a value that is in no vocabulary stays as it was typed."""
        return str(self.labels.get(facet, {}).get(value, value))

    def chips(self) -> list[Chip]:
        """Return the active filters, each with the address without it."""
        kinds = {**FACETS, **YEAR_LABELS}
        return [
            (str(kinds[name]), self.label(name, value), self.address.less(name, value).url())
            for name, value in self.address.filters()
        ]

    def facets(self) -> list[FacetBox]:
        """Return every facet that has values."""
        boxes = [self._tree(facet) if facet.is_tree else self._list(facet) for facet in FACET_TABLE.values()]
        return [box for box in boxes if box.items]

    def _list(self, facet: Facet) -> FacetBox:
        items = [self._item(facet, value) for value in self._values(facet, self.labels[facet.name])]
        return FacetBox(str(FACETS[facet.name]), items, facet.is_open)

    def _tree(self, facet: Facet) -> FacetBox:
        """Return top values first. Values below a chosen one follow it; all others are under "Show more".

        There they are grouped by the value above them, in the same order.
        """
        tree = {top: self._below(facet, top) for top in self._below(facet, None)}
        chosen = {self.parents.get(value) or value for value in self.address.all(facet.name)}
        are_few = sum(len(below) for top, below in tree.items() if top not in chosen) <= SPARE
        shown, hidden = [], []
        for top, below in tree.items():
            shown.append(self._item(facet, top))
            items = [self._item(facet, value, level=1) for value in below]
            if are_few or top in chosen:
                shown += items
            else:
                hidden += [replace(item, above=self.label(facet.name, top)) for item in items]
        return FacetBox(str(FACETS[facet.name]), [*shown, *hidden], facet.is_open, len(shown))

    def _below(self, facet: Facet, parent: str | None) -> list[str]:
        return self._values(facet, (value for value, above in self.parents.items() if above == parent))

    def _values(self, facet: Facet, known: Iterable[str]) -> list[str]:
        """Return the values to show, those with most cases first. A chosen value is shown whatever its count."""
        counts, chosen = self.counts.get(facet.name, {}), self.address.all(facet.name)
        values = [value for value in known if value in counts or value in chosen]
        return sorted(values, key=lambda value: (-counts.get(value, 0), by_name(self.label(facet.name, value))))

    def _item(self, facet: Facet, value: str, level: int = 0) -> FacetItem:
        return FacetItem(
            label=self.label(facet.name, value),
            count=self.counts.get(facet.name, {}).get(value, 0),
            url=self._switched(facet, value).url(),
            current=value in self.address.all(facet.name),
            level=level,
            lang=value if facet.name == "language" else "",
        )

    def _switched(self, facet: Facet, value: str) -> SearchUrl:
        """Return the search with the value switched. A sub-theme replaces its theme, and the other way round."""
        chosen = self.address.all(facet.name)
        if value in chosen:
            return self.address.less(facet.name, value)
        address = self.address.plus(facet.name, value)
        if facet.is_tree:
            for other in chosen:
                if self.parents.get(value) == other or self.parents.get(other) == value:
                    address = address.less(facet.name, other)
        return address
