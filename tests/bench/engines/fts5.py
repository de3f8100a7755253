"""SQLite's FTS5, set up and queried as an expert would do it.

Texts are stored once (external content), facet values are numbers with an index in both directions. A query is matched
and scored once, into a table in memory. Total, counts and the best 20 come from this table.
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
CREATE TABLE document (
    id INTEGER PRIMARY KEY, reference TEXT UNIQUE, published INTEGER, title TEXT, summary TEXT, text TEXT
);
CREATE VIRTUAL TABLE words USING fts5(
    title, summary, text, content='document', content_rowid='id', prefix='4',
    tokenize='porter unicode61 remove_diacritics 2'
);
CREATE TABLE value (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE mark (document INTEGER, value INTEGER, PRIMARY KEY (document, value)) WITHOUT ROWID;
"""
INDEXES = """
CREATE INDEX mark_by_value ON mark (value, document);
CREATE INDEX document_by_day ON document (published);
INSERT INTO words(words) VALUES ('optimize');
ANALYZE;
"""
WORKPLACE = """
CREATE TEMP TABLE found (document INTEGER PRIMARY KEY, score REAL);
CREATE TEMP TABLE kept (document INTEGER PRIMARY KEY, score REAL);
CREATE TEMP TABLE beside (document INTEGER PRIMARY KEY, score REAL);
CREATE TEMP VIEW everything AS SELECT id AS document, -published AS score FROM main.document;
"""
MATCH = "INSERT INTO found SELECT rowid, bm25(words, 4.0, 2.0, 1.0) FROM words WHERE words MATCH ?"
SNIPPET = "SELECT rowid, snippet(words, -1, '[', ']', '…', 24) FROM words WHERE words MATCH ? AND rowid IN ({})"
MANY = 2
"""Where more than one case in so many is found, values are walked through rather than cases: nothing to sort then."""
ROOM = 100_000
"""Values of the first facet are numbered from 0, of the second from here on: a facet is a range of numbers."""


def connect(folder: Path) -> sqlite3.Connection:
    """Open the database with settings for speed."""
    connection = sqlite3.connect(folder / FILE, isolation_level=None, cached_statements=512)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def build(folder: Path, documents: Iterable[SearchDocument]) -> None:
    """Fill the database in one transaction, the other indexes last, and let FTS5 merge its parts into one."""
    connection = connect(folder)
    connection.executescript(SCHEMA)
    values = Values(connection)
    connection.execute("BEGIN")
    for document in documents:
        _put(connection, values, document)
    connection.execute("COMMIT")
    connection.executescript(INDEXES)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


class Values:
    """The numbers of facet values, as far as they are loaded."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.names: dict[int, str] = {}
        self.numbers: list[dict[str, int]] = [{} for _ in FACETS]

    def learn(self) -> None:
        """Load the values that were added since the last time."""
        if self._connection.execute("SELECT count(*) FROM value").fetchone()[0] > len(self.names):
            for number, name in self._connection.execute("SELECT id, name FROM value"):
                self.names[number] = name
                self.numbers[number // ROOM][name] = number

    def number(self, facet: int, name: str) -> int:
        """Return the number of a value, or a new one."""
        known = self.numbers[facet]
        if name not in known:
            known[name] = number = facet * ROOM + len(known)
            self.names[number] = name
            self._connection.execute("INSERT INTO value VALUES (?, ?)", (number, name))
        return known[name]


def _put(connection: sqlite3.Connection, values: Values, document: SearchDocument) -> None:
    others = [text for name, text in document.sections.items() if name != "summary"]
    texts = (document.title, document.sections.get("summary", ""), "\n".join((*others, *document.labels)))
    fields = (document.reference, document.published_on.toordinal(), *map(spaced, texts))
    number = connection.execute(
        "INSERT INTO document (reference, published, title, summary, text) VALUES (?, ?, ?, ?, ?)", fields
    ).lastrowid
    connection.execute("INSERT INTO words(rowid, title, summary, text) VALUES (?, ?, ?, ?)", (number, *fields[2:]))
    marks = [values.number(at, name) for at, facet in enumerate(FACETS) for name in document.facets[facet]]
    connection.executemany("INSERT INTO mark VALUES (?, ?)", [(number, mark) for mark in marks])


class Fts5Writer:
    """Keeps the database up to date."""

    def __init__(self, folder: Path) -> None:
        self._connection = connect(folder)
        self._values = Values(self._connection)
        self._values.learn()

    def replace(self, document: SearchDocument) -> None:
        """Replace one document in its own transaction."""
        ask = self._connection.execute
        ask("BEGIN IMMEDIATE")
        old = ask("SELECT id, title, summary, text FROM document WHERE reference = ?", (document.reference,)).fetchone()
        if old:
            ask("INSERT INTO words(words, rowid, title, summary, text) VALUES ('delete', ?, ?, ?, ?)", old)
            ask("DELETE FROM mark WHERE document = ?", old[:1])
            ask("DELETE FROM document WHERE id = ?", old[:1])
        _put(self._connection, self._values, document)
        ask("COMMIT")


class Fts5Reader:
    """Answers queries over one connection."""

    def __init__(self, folder: Path, thesaurus: Thesaurus) -> None:
        connection = connect(folder)
        connection.executescript(WORKPLACE)
        self._ask = connection.execute
        self._values = Values(connection)

    def ask(self, asked: Asked) -> Answer:
        """Match, filter and count, and make snippets of the best hits."""
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
            f"SELECT document, reference FROM (SELECT document, score FROM {shown} ORDER BY score LIMIT {PAGE})"
            " JOIN document ON id = document ORDER BY score"
        ).fetchall()
        snippets = self._snippets(match, [document for document, _ in best])
        return Answer(tuple(reference for _, reference in best), total, facets, snippets)

    def _match(self, asked: Asked) -> str:
        """Find and score the cases with the words. Return the query that was used."""
        if not asked.words:
            return ""
        match = _expression(asked.words, asked.how)
        if not self._ask(MATCH, (match,)).rowcount and asked.how is How.ALL and len(asked.words) > 1:
            match = _expression(asked.words, How.ANY)
            self._ask(MATCH, (match,))
        return match

    def _kept(self, table: str, base: str, filters: Mapping[str, tuple[str, ...]]) -> str:
        """Write the cases that pass the filters into a table, and return its name. Without filters, return the base."""
        if not filters:
            return base
        marks = (
            ", ".join(str(self._values.numbers[FACETS.index(facet)].get(name, -1)) for name in names)
            for facet, names in filters.items()
        )
        conditions = " AND ".join(
            f"document IN (SELECT document FROM mark WHERE value IN ({numbers}))" for numbers in marks
        )
        self._ask(f"DELETE FROM {table}")
        self._ask(f"INSERT INTO {table} SELECT document, score FROM {base} WHERE {conditions}")
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
            source = f"mark INDEXED BY mark_by_value CROSS JOIN {cases} USING (document) WHERE {values}"
        else:  # not a join: SQLite would make a Bloom filter of all marks first
            source = f"mark NOT INDEXED WHERE document IN (SELECT document FROM {cases}) AND {values}"
        counts: dict[str, dict[str, int]] = {facet: {} for facet in facets}
        for number, count in self._ask(f"SELECT value, count(*) FROM {source} GROUP BY value"):
            counts[FACETS[number // ROOM]][self._values.names[number]] = count
        return counts

    def _snippets(self, match: str, best: list[int]) -> int:
        if not match or not best:
            return 0
        return len(self._ask(SNIPPET.format(", ".join(map(str, best))), (match,)).fetchall())


def _expression(words: tuple[str, ...], how: How) -> str:
    """Return the query in FTS5's syntax. Each word is quoted, so that none is an operator."""
    parts = [spaced(word) for word in words]
    if how is How.PHRASE:
        return f'"{" ".join(parts)}"'
    if how is How.PREFIX:
        return f'"{parts[0]}" *'
    return (" OR " if how is How.ANY else " AND ").join(f'"{part}"' for part in parts)


reader = Fts5Reader
writer = Fts5Writer
