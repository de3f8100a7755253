"""The controls of the answers to remarks: `done-17` and `text-17`, where 17 is the id of the remark."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.pages.opened_page import opened_page
from case_studies.clean_text import clean_text
from case_studies.operations.opened_page import OpenedPage
from case_studies.operations.review.response_drafts import TypedResponse

CONTROL = re.compile(r"(?:done|text)-([0-9]{1,9})")
MARK = re.compile(r"([0-9]{1,9}):([0-9a-f]{1,40})")
CHOICES = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class ResponseControls:
    """The values of the controls of one remark."""

    done: str = ""
    text: str = ""

    @classmethod
    def of(cls, typed: TypedResponse) -> "ResponseControls":
        """Return the controls of an answer as it was typed."""
        return cls(next((name for name, done in CHOICES.items() if done is typed.done), ""), typed.text)

    @property
    def typed(self) -> TypedResponse:
        """The answer as it is stored."""
        return TypedResponse(CHOICES.get(self.done), clean_text(self.text))

    @property
    def values(self) -> dict[str, Any]:
        """The answer as values for the schema."""
        return {"text": self.text, **({"done": CHOICES[self.done]} if self.done in CHOICES else {})}


def form_values(form: Mapping[str, str]) -> dict[int, ResponseControls]:
    """Return the controls of each remark in a form, by remark id."""
    numbers = dict.fromkeys(int(found[1]) for name in form if (found := CONTROL.fullmatch(name)))
    return {n: ResponseControls(form.get(f"done-{n}", ""), form.get(f"text-{n}", "")) for n in numbers}


def opened_pages(remark_ids: Iterable[int]) -> dict[int, OpenedPage]:
    """Return what the page that sent the form knows of the answer to each remark."""
    page = opened_page()
    marks = {int(number): mark for number, mark in MARK.findall(page.mark)}
    return {number: OpenedPage(page.key, marks.get(number, "")) for number in remark_ids}


def join_marks(marks: Mapping[int, str]) -> str:
    """Return the marks of the answers on a page in one text, by remark id. Answers that are empty have none."""
    return " ".join(f"{number}:{mark}" for number, mark in marks.items() if mark)
