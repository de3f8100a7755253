"""Synthetic libraries. A number always gives the same document, so a library of 1,000 is the start of one of 50,000.

Lengths are those of the demonstration cases. Languages, themes, operations and the rest are as unevenly distributed as
in reality. Some words of a case are repeated often, like the subject of a text.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import NamedTuple
from zlib import crc32

from case_studies.demo.files import case_files
from case_studies.markdown import to_plain
from case_studies.search.contract import OPEN_END, SearchDocument
from case_studies.taxonomy.places import names_in_all_languages, places, read_rows
from tests.bench.words import Tongue, tongues, words

SEED = "casebook"
LANGUAGES = {"en": 50, "fr": 20, "es": 12, "ru": 6, "ar": 6, "zh": 6}
STAGES = {"ended": 60, "under_way": 35, "planned": 5}
EVIDENCE = {"self_reported": 60, "confirmed_by_operation": 35, "independent": 5}
HOW_MANY_THEMES = {1: 10, 2: 50, 3: 25, 4: 10, 5: 5}
OWN_WORDS = 24
"""Words that are a case's own subject; about a fifth of its text."""
LONGEST_TITLE = 110


class Named(NamedTuple):
    """A classification: its value, its words, and its parent or host States."""

    value: str
    words: tuple[str, ...]
    along: tuple[str, ...] = ()


class Choice:
    """Draws from a list by a Zipf law without its head: the first items are the most frequent."""

    def __init__(self, things: Sequence[Named], head: int) -> None:
        self.things = things
        self._weights = list(accumulate(1 / (rank + head) for rank in range(len(things))))

    def some(self, random: Random, count: int) -> list[Named]:
        """Return at most this number, each once."""
        return list(dict.fromkeys(random.choices(self.things, cum_weights=self._weights, k=count)))


class Shelves(NamedTuple):
    """The vocabularies to draw from."""

    themes: Choice
    tops: dict[str, Named]
    operations: Choice
    initiatives: Choice
    states: Choice
    hosts: Mapping[str, Named]
    lengths: list[dict[str, int]]


def documents(size: int, start: int = 0) -> Iterator[SearchDocument]:
    """Yield a library, one document at a time."""
    for number in range(start, start + size):
        yield document(number)


def document(number: int) -> SearchDocument:
    """Return the document of a number."""
    random = Random(f"{SEED}:{number}")
    tongue = tongues()[random.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]]
    reference = reference_of(number)
    labels, facets = _classified(random)
    started = random.randint(1999, 2025)
    own = [tongue.new_word(random) for _ in range(OWN_WORDS // 2)] + random.choices(tongue.content, k=OWN_WORDS // 2)
    period = started, OPEN_END if random.random() < 0.3 else min(2026, started + int(random.expovariate(0.3)))
    published_on = date(2021, 5, 1) + timedelta(days=random.randrange(1900))
    return SearchDocument(
        reference=reference,
        language=tongue.language,
        title=_title(tongue, random, own),
        sections=_sections(tongue, random, own),
        labels=(reference, *labels),
        facets={**facets, "language": (tongue.language,)},
        years=period,
        published_on=published_on,
        confirmed_on=published_on,
        fingerprint=f"{crc32(reference.encode()):08x}",
    )


def reference_of(number: int) -> str:
    """Return the reference of a number."""
    return f"CS-{2000 + number // 9999}-{number % 9999 + 1:04d}"


@cache
def shelves() -> Shelves:
    """Load the vocabularies. Their order is shuffled once, so that the most frequent values are random."""
    random = Random(SEED)
    rows = list(read_rows("themes"))
    tops = {row["id"]: Named(row["id"], (row["label_en"],)) for row in rows if not row["parent_id"]}
    themes = [Named(row["id"], (row["label_en"],), (row["parent_id"],)) for row in rows if row["parent_id"]]
    operations = [
        Named(row["acronym"], (row["acronym"], row["name_en"]), tuple(filter(None, row["host_states"].split(";"))))
        for row in read_rows("operations")
    ]
    initiatives = [Named(row["id"], (row["name"],)) for row in read_rows("initiatives")]
    hosts = {code: Named(code, (name, *names_in_all_languages(code))) for code, (_, name) in sorted(places().items())}
    states = list(hosts.values())
    for things in (themes, operations, initiatives, states):
        random.shuffle(things)
    return Shelves(
        Choice(themes, 6), tops, Choice(operations, 2), Choice(initiatives, 4), Choice(states, 6), hosts, _lengths()
    )


def _lengths() -> list[dict[str, int]]:
    """Return how many words each section of each demonstration case has."""
    return [
        {name: len(words(to_plain(text), file.content["language"])) for name, text in file.content["sections"].items()}
        for file in case_files()
    ]


def _one(random: Random, weights: dict[str, int]) -> tuple[str, ...]:
    return tuple(random.choices(list(weights), list(weights.values())))


def _classified(random: Random) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Return a case's labels and facets."""
    store = shelves()
    themes = store.themes.some(random, random.choices(list(HOW_MANY_THEMES), list(HOW_MANY_THEMES.values()))[0])
    tops = [store.tops[value] for value in dict.fromkeys(theme.along[0] for theme in themes)]
    operations = store.operations.some(random, 1 + (random.random() < 0.15))
    codes = dict.fromkeys(code for operation in operations for code in operation.along[:2])
    hosts = [store.hosts[code] for code in codes if code in store.hosts]
    initiatives = store.initiatives.some(random, random.randrange(4))
    states = store.states.some(random, random.randrange(5))
    labels = (word for thing in (*themes, *tops, *operations, *initiatives, *hosts, *states) for word in thing.words)
    facets = {"theme": [*themes, *tops], "host_state": hosts, "operation": operations,
              "initiative": initiatives, "implemented_by": states}  # fmt: skip
    return tuple(dict.fromkeys(labels)), {
        **{name: tuple(thing.value for thing in things) for name, things in facets.items()},
        "stage": _one(random, STAGES),
        "evidence": _one(random, EVIDENCE),
    }


def _title(tongue: Tongue, random: Random, own: list[str]) -> str:
    title = tongue.gap.join([*_words(tongue, random, own, random.randint(3, 6)), *random.sample(own, 3)])
    return title[:LONGEST_TITLE].strip().capitalize()


def _sections(tongue: Tongue, random: Random, own: list[str]) -> dict[str, str]:
    lengths = random.choice(shelves().lengths)
    return {name: _text(tongue, random, own, round(count * random.uniform(0.85, 1.15)))
            for name, count in lengths.items() if count}  # fmt: skip


def _text(tongue: Tongue, random: Random, own: list[str], count: int) -> str:
    """Return sentences of that many words."""
    drawn = _words(tongue, random, own, count)
    sentences = []
    while drawn:
        length = random.randint(8, 24)
        sentence, drawn = tongue.gap.join(drawn[:length]), drawn[length:]
        sentences.append(sentence[:1].upper() + sentence[1:] + tongue.stop)
    return "".join(sentences).strip()


def _words(tongue: Tongue, random: Random, own: list[str], count: int) -> list[str]:
    """Return words: single ones as the language has them, the case's own, and pieces that the demonstration has."""
    drawn: list[str] = []
    while len(drawn) < count:
        dice = random.random()
        if dice < 0.05:
            start = random.randrange(len(tongue.running))
            drawn += tongue.running[start : start + random.randint(3, 6)]
        elif dice < 0.25:
            drawn.append(random.choice(own))
        else:
            drawn.append(tongue.some_word(random))
    return drawn[:count]
