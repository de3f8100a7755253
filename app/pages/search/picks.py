"""The cases that a reader ticks among the results to compare them. The ticks are part of the address of the search."""

from dataclasses import dataclass

from flask import url_for

from app.pages.search.url import COMPARED, SearchUrl
from case_studies.operations.cases.comparison import FEWEST, MOST


@dataclass(frozen=True, slots=True)
class Picks:
    """The ticked cases of one search, and the address behind each click."""

    address: SearchUrl
    page: int
    """The page of the results, on which a tick stays."""

    @property
    def chosen(self) -> list[str]:
        """The references of the ticked cases."""
        return self.address.all(COMPARED)

    @property
    def are_enough(self) -> bool:
        """Whether there is something to compare."""
        return len(self.chosen) >= FEWEST

    @property
    def most(self) -> int:
        """How many cases fit side by side."""
        return MOST

    @property
    def are_all(self) -> bool:
        """Whether no further case fits side by side."""
        return len(self.chosen) >= MOST

    @property
    def compare_url(self) -> str:
        """The address of the ticked cases side by side."""
        return url_for("compare.compare", case=self.chosen)

    @property
    def clear_url(self) -> str:
        """The address of the search without ticks."""
        return self._on_its_page(self.address.without(COMPARED))

    def switch_url(self, reference: str) -> str:
        """Return the address of the search with one tick set or removed."""
        is_chosen = reference in self.chosen
        change = self.address.less if is_chosen else self.address.plus
        return f"{self._on_its_page(change(COMPARED, reference))}#{reference}"

    def _on_its_page(self, address: SearchUrl) -> str:
        return (address.plus("page", str(self.page)) if self.page > 1 else address).url()
