"""A page on which somebody writes, and whether anybody else has saved the text since it was opened."""

from dataclasses import dataclass

LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """A page as one browser opened it: its key, and the mark of the text that it showed.

    The mark of a text changes with every save. It is that of the page's last save, once the page knows of it.
    """

    key: str
    mark: str

    def knows(self, mark: str, saved_on: str) -> bool:
        """Whether the page knows the text with this mark: it showed it, or has saved it and the answer was lost."""
        return mark == self.mark or (bool(self.key) and saved_on == self.key)
