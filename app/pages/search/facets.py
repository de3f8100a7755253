"""The rail of facets and the chips of filters: labels, counts, and what one click on each does."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from flask_babel import lazy_gettext as _l

from app.pages.search.url import SearchUrl
from app.phrases.labels import EVIDENCE, FACETS, LANGUAGES, STAGES
from case_studies.operations.search.search import facet_values
from case_studies.taxonomy.catalogue import Vocabularies

OPEN = frozenset({"theme", "host_state"})
LIMIT = 7
SPARE = 2  # as many more are shown as well: "Show 2 more" would take their place
YEAR_LABELS = {"year_from": _l("From"), "year_to": _l("To")}
Counts = Mapping[str, Mapping[str, int]]
Chip = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a facet; its address switches it on or off."""

    label: str
    count: int
    url: str
    current: bool
    level: int = 0
    lang: str = ""
    above: str = ""  # of a sub-theme that waits under "Show more": what it is called, since it stands elsewhere


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet of the rail: beyond `limit` its values wait under "Show more"."""

    title: str
    items: list[Item]
    open: bool
    limit: int = LIMIT


class FacetSidebar:
    """The facets of one search."""

    def __init__(self, address: SearchUrl, words: Vocabularies, counts: Counts | None = None) -> None:
        self.address = address
        self.parents = words.parents
        self.counts = counts or {}
        self.labels: Mapping[str, Mapping[str, object]] = {
            **facet_values(words),
            "operation": {code: code for code in words.operations},  # known by their acronyms
            "language": LANGUAGES,
            "stage": STAGES,
            "evidence": EVIDENCE,
        }

    def label(self, facet: str, value: str) -> str:
        """Return what readers call a value; a value that no vocabulary knows stays as it was typed."""
        return str(self.labels.get(facet, {}).get(value, value))

    def chips(self) -> list[Chip]:
        """Return the filters that are on, each with the address without it."""
        kinds = {**FACETS, **YEAR_LABELS}
        return [
            (str(kinds[name]), self.label(name, value), self.address.less(name, value).url())
            for name, value in self.address.filters()
        ]

    def facets(self) -> list[Facet]:
        """Return every facet that has values."""
        found = [self._themes(), *(self._plain(facet) for facet in FACETS if facet != "theme")]
        return [facet for facet in found if facet.items]

    def _plain(self, facet: str) -> Facet:
        items = [self._item(facet, value) for value in self._values(facet, self.labels[facet])]
        return Facet(str(FACETS[facet]), items, facet in OPEN)

    def _themes(self) -> Facet:
        """Top themes first, what is under a chosen one below it; all other sub-themes wait under "Show more".

        There too they stand by theme, in the order of the themes above.
        """
        tree = {top: self._below(top) for top in self._below(None)}
        chosen = {self.parents.get(theme) or theme for theme in self.address.all("theme")}
        few = sum(len(below) for top, below in tree.items() if top not in chosen) <= SPARE
        shown, waiting = [], []
        for top, below in tree.items():
            shown.append(self._item("theme", top))
            items = [self._item("theme", theme, level=1) for theme in below]
            if few or top in chosen:
                shown += items
            else:
                waiting += [replace(item, above=self.label("theme", top)) for item in items]
        return Facet(str(FACETS["theme"]), [*shown, *waiting], True, len(shown))

    def _below(self, parent: str | None) -> list[str]:
        return self._values("theme", (theme for theme, above in self.parents.items() if above == parent))

    def _values(self, facet: str, known: Iterable[str]) -> list[str]:
        """Return the values to show, those with most cases first; one that is on stays whatever its count."""
        counts, chosen = self.counts.get(facet, {}), self.address.all(facet)
        values = [value for value in known if value in counts or value in chosen]
        return sorted(values, key=lambda value: (-counts.get(value, 0), _alphabetical(self.label(facet, value))))

    def _item(self, facet: str, value: str, level: int = 0) -> Item:
        return Item(
            label=self.label(facet, value),
            count=self.counts.get(facet, {}).get(value, 0),
            url=self._switched(facet, value).url(),
            current=value in self.address.all(facet),
            level=level,
            lang=value if facet == "language" else "",
        )

    def _switched(self, facet: str, value: str) -> SearchUrl:
        """Return the search with the value switched. A sub-theme takes the place of its theme, and the other way."""
        if value in self.address.all(facet):
            return self.address.less(facet, value)
        address = self.address.plus(facet, value)
        if facet == "theme":
            for theme in self.address.all("theme"):
                if self.parents.get(value) == theme or self.parents.get(theme) == value:
                    address = address.less("theme", theme)
        return address


def _alphabetical(label: str) -> str:
    return unicodedata.normalize("NFKD", label).casefold()
