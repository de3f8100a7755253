"""What the check costs in each language: `python -m tests.bench.check`. A measurement, not a test.

The texts are those of the demonstration's cases. A section is what a save checks while somebody types; nothing is
remembered from an earlier look.
"""

import time
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import cycle

import click

from case_studies.check.finder import find
from case_studies.check.rules import rules
from case_studies.demo.files import case_files
from case_studies.word_count import count_words

WORDS = 6_000  # of a long case
TODAY = date(2026, 11, 27)


def main() -> None:
    """Print a line for each language: a whole case, twice as much, and its slowest section."""
    start = time.perf_counter()
    rules()
    click.echo(f"reading the rules, once a process: {time.perf_counter() - start:.1f} s\n")
    click.echo(
        "| language | case of 6,000 words, ms | twice as many words | slowest section, ms |\n| --- | --- | --- | --- |"
    )
    for language, sections in sorted(_sections().items()):
        case, double = _of_length(sections, WORDS), _of_length(sections, 2 * WORDS)
        each, twice = [_cost(language, text) for text in case], sum(_cost(language, text) for text in double)
        click.echo(f"| {language} | {sum(each):.0f} | {twice / sum(each):.1f} × | {max(each):.0f} |")


def _sections() -> dict[str, list[str]]:
    found = defaultdict(list)
    for file in case_files():
        found[file.content["language"]] += [text for text in file.content["sections"].values() if text]
    return found


def _of_length(sections: Iterable[str], words: int) -> list[str]:
    """Return sections with so many words together, each different from the others."""
    chosen: list[str] = []
    for number, text in enumerate(cycle(sections)):
        chosen.append(f"{text}\n\n{number}")
        words -= count_words(text)
        if words <= 0:
            return chosen
    return chosen


def _cost(language: str, text: str) -> float:
    """Return how long the check of a text that it has not seen takes, in milliseconds."""
    start = time.process_time()
    find({"text": f"{text} {start}"}, language=language, today=TODAY)
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main()
