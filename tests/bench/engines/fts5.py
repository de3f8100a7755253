"""SQLite's FTS5, set up and asked as somebody who knows it well would.

Texts live once (an external-content index), facet values are numbers in an index each way. A query is matched and
weighed once, into a table in memory; the total, the counts and the best 20 come from there.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

from case_studies.search.contract import SearchDocument
from case_studies.search.text.thesaurus import Thesaurus
from tests.bench.asking import Asked, How
from tests.bench.engines import FACETS, PAGE, Answer, spaced

FILE = "fts5.db"
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "temp_store=MEMORY", "cache_size=-65536", "mmap_size=2147483648")
SCHEMA = """
CREATE TABLE face (
    id INTEGER PRIMARY KEY, reference TEXT UNIQUE, published INTEGER, title TEXT, summary TEXT, text TEXT
);
CREATE VIRTUAL TABLE words USING fts5(
    title, summary, text, content='face', content_rowid='id', prefix='4',
    tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TABLE value (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE mark (face INTEGER, value INTEGER, PRIMARY KEY (face, value)) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX mark_by_value ON mark (value, face);
CREATE INDEX face_by_day ON face (published);
INSERT INTO words(words) VALUES ('optimize');
ANALYZE;
"""
WORKPLACE = """
CREATE TEMP TABLE found (face INTEGER PRIMARY KEY, score REAL);
CREATE TEMP TABLE kept (face INTEGER PRIMARY KEY, score REAL);
CREATE TEMP TABLE beside (face INTEGER PRIMARY KEY, score REAL);
CREATE TEMP VIEW everything AS SELECT id AS face, -published AS score FROM main.face;
"""
MATCH = "INSERT INTO found SELECT rowid, bm25(words, 4.0, 2.0, 1.0) FROM words WHERE words MATCH ?"
SNIPPET = "SELECT rowid, snippet(words, -1, '[', ']', '…', 24) FROM words WHERE words MATCH ? AND rowid IN ({})"
MANY = 2
"""Where more than one case in so many is found, values are walked through rather than cases: nothing to sort then."""
ROOM = 100_000
"""Values of the first facet are numbered from 0, of the second from here on: a facet is a range of numbers."""


def connect(folder: Path) -> sqlite3.Connection:
    """Open the database, with what makes it fast."""
    connection = sqlite3.connect(folder / FILE, isolation_level=None, cached_statements=512)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def build(folder: Path, faces: Iterable[SearchDocument]) -> None:
    """Fill the database in one transaction, the other indexes last, and let FTS5 merge its parts into one."""
    connection = connect(folder)
    connection.executescript(SCHEMA)
    values = Values(connection)
    connection.execute("BEGIN")
    for face in faces:
        _put(connection, values, face)
    connection.execute("COMMIT")
    connection.executescript(INDEXES)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


class Values:
    """The numbers of facet values, as far as they have been looked up."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.names: dict[int, str] = {}
        self.numbers: list[dict[str, int]] = [{} for _ in FACETS]

    def learn(self) -> None:
        """Read the values that came in since the last time."""
        if self._connection.execute("SELECT count(*) FROM value").fetchone()[0] > len(self.names):
            for number, name in self._connection.execute("SELECT id, name FROM value"):
                self.names[number] = name
                self.numbers[number // ROOM][name] = number

    def number(self, facet: int, name: str) -> int:
        """Return the number of a value, a new one where there is none."""
        known = self.numbers[facet]
        if name not in known:
            known[name] = number = facet * ROOM + len(known)
            self.names[number] = name
            self._connection.execute("INSERT INTO value VALUES (?, ?)", (number, name))
        return known[name]


def _put(connection: sqlite3.Connection, values: Values, face: SearchDocument) -> None:
    others = [text for name, text in face.sections.items() if name != "summary"]
    texts = (face.title, face.sections.get("summary", ""), "\n".join((*others, *face.labels)))
    fields = (face.reference, face.published_on.toordinal(), *map(spaced, texts))
    number = connection.execute(
        "INSERT INTO face (reference, published, title, summary, text) VALUES (?, ?, ?, ?, ?)", fields
    ).lastrowid
    connection.execute("INSERT INTO words(rowid, title, summary, text) VALUES (?, ?, ?, ?)", (number, *fields[2:]))
    marks = [values.number(at, name) for at, facet in enumerate(FACETS) for name in face.facets[facet]]
    connection.executemany("INSERT INTO mark VALUES (?, ?)", [(number, mark) for mark in marks])


class Fts5Writer:
    """Keeps the database up to date."""

    def __init__(self, folder: Path) -> None:
        self._connection = connect(folder)
        self._values = Values(self._connection)
        self._values.learn()

    def replace(self, face: SearchDocument) -> None:
        """Replace one face in a transaction of its own."""
        ask = self._connection.execute
        ask("BEGIN IMMEDIATE")
        old = ask("SELECT id, title, summary, text FROM face WHERE reference = ?", (face.reference,)).fetchone()
        if old:
            ask("INSERT INTO words(words, rowid, title, summary, text) VALUES ('delete', ?, ?, ?, ?)", old)
            ask("DELETE FROM mark WHERE face = ?", old[:1])
            ask("DELETE FROM face WHERE id = ?", old[:1])
        _put(self._connection, self._values, face)
        ask("COMMIT")


class Fts5Reader:
    """Answers queries over one connection."""

    def __init__(self, folder: Path, lexicon: Thesaurus) -> None:
        connection = connect(folder)
        connection.executescript(WORKPLACE)
        self._ask = connection.execute
        self._values = Values(connection)

    def ask(self, asked: Asked) -> Answer:
        """Match, filter, count, and cut the snippets of the best."""
        self._values.learn()
        self._ask("DELETE FROM found")
        match = self._match(asked)
        base = "found" if match else "everything"
        shown = self._kept("kept", base, asked.filters)
        total = self._size(shown)
        facets = self._counts(shown, FACETS)
        for facet in asked.filters:
            others = {name: values for name, values in asked.filters.items() if name != facet}
            facets |= self._counts(self._kept("beside", base, others), (facet,))
        best = self._ask(
            f"SELECT face, reference FROM (SELECT face, score FROM {shown} ORDER BY score LIMIT {PAGE})"
            " JOIN face ON id = face ORDER BY score"
        ).fetchall()
        snippets = self._snippets(match, [face for face, _ in best])
        return Answer(tuple(reference for _, reference in best), total, facets, snippets)

    def _match(self, asked: Asked) -> str:
        """Find and weigh the cases of the words; return how that was asked for."""
        if not asked.words:
            return ""
        match = _expression(asked.words, asked.how)
        if not self._ask(MATCH, (match,)).rowcount and asked.how is How.ALL and len(asked.words) > 1:
            match = _expression(asked.words, How.ANY)
            self._ask(MATCH, (match,))
        return match

    def _kept(self, table: str, base: str, filters: Mapping[str, tuple[str, ...]]) -> str:
        """Write what passes some filters into a table; return its name, or the base's where there is no filter."""
        if not filters:
            return base
        marks = (
            ", ".join(str(self._values.numbers[FACETS.index(facet)].get(name, -1)) for name in names)
            for facet, names in filters.items()
        )
        conditions = " AND ".join(f"face IN (SELECT face FROM mark WHERE value IN ({numbers}))" for numbers in marks)
        self._ask(f"DELETE FROM {table}")
        self._ask(f"INSERT INTO {table} SELECT face, score FROM {base} WHERE {conditions}")
        return table

    def _size(self, table: str) -> int:
        return int(self._ask(f"SELECT count(*) FROM {table}").fetchone()[0])

    def _counts(self, cases: str, facets: tuple[str, ...]) -> dict[str, dict[str, int]]:
        """Count the values of all facets, or of one, among some cases."""
        first = FACETS.index(facets[0]) * ROOM
        values = "1" if facets == FACETS else f"value BETWEEN {first} AND {first + ROOM - 1}"
        if cases == "everything":
            source = f"mark INDEXED BY mark_by_value WHERE {values}"
        elif self._size(cases) * MANY > self._size("everything"):
            source = f"mark INDEXED BY mark_by_value CROSS JOIN {cases} USING (face) WHERE {values}"
        else:  # not a join: SQLite would make a Bloom filter of all marks first
            source = f"mark NOT INDEXED WHERE face IN (SELECT face FROM {cases}) AND {values}"
        counts: dict[str, dict[str, int]] = {facet: {} for facet in facets}
        for number, count in self._ask(f"SELECT value, count(*) FROM {source} GROUP BY value"):
            counts[FACETS[number // ROOM]][self._values.names[number]] = count
        return counts

    def _snippets(self, match: str, best: list[int]) -> int:
        if not match or not best:
            return 0
        return len(self._ask(SNIPPET.format(", ".join(map(str, best))), (match,)).fetchall())


def _expression(words: tuple[str, ...], how: How) -> str:
    """Return the query in FTS5's own language; each word in quotes, so that none is an operator."""
    parts = [spaced(word) for word in words]
    if how is How.PHRASE:
        return f'"{" ".join(parts)}"'
    if how is How.PREFIX:
        return f'"{parts[0]}" *'
    return (" OR " if how is How.ANY else " AND ").join(f'"{part}"' for part in parts)


reader = Fts5Reader
writer = Fts5Writer
