"""The table of search quality: each engine on each kind of query."""

from collections.abc import Sequence
from datetime import date

from case_studies.notifications.email import english_date
from tests.evaluation.judgement import ENGINES, Outcome, means
from tests.evaluation.scores import JudgedSet, Score, mean

START = "<!-- the judged table: written by make evaluate -->"
END = "<!-- the end of the judged table -->"
COMMAND = "make evaluate"
LEGEND = "nDCG@10 · success@1 · recall@20"
TITLES = {
    JudgedSet.TUNED: "Queries that were looked at while the engine was built:",
    JudgedSet.HELD_OUT: "Queries that were set aside when written and looked at only for these figures:",
}


def tables(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the lines of one table for each judged set."""
    lines: list[str] = []
    for judged_set, title in TITLES.items():
        chosen = [outcome for outcome in outcomes if outcome.judged.set == judged_set]
        if chosen:
            lines += [title, "", *_table(chosen), ""]
    return lines[:-1]


def _table(outcomes: Sequence[Outcome]) -> list[str]:
    by_engine = [means(outcomes, engine) for engine in ENGINES]
    rows = [["kind of query", "queries", *ENGINES]]
    for kind in by_engine[0]:
        count = sum(outcome.judged.kind == kind for outcome in outcomes)
        rows.append([kind.replace("_", " "), str(count), *(_cell(found[kind]) for found in by_engine)])
    overall = (mean(outcome.scores[engine] for outcome in outcomes) for engine in ENGINES)
    rows.append(["all", str(len(outcomes)), *(_cell(score) for score in overall)])
    return _aligned(rows)


def _cell(score: Score) -> str:
    return " · ".join(
        "  – " if value is None else f"{value:.2f}" for value in (score.ndcg, score.success, score.recall)
    )


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    rule = "| " + " | ".join("-" * width for width in widths) + " |"
    return [lines[0], rule, *lines[1:]]


def block(outcomes: Sequence[Outcome], today: date) -> str:
    """Return the whole block for the document, from its first comment to its last."""
    told = f"Measured on {english_date(today)} by `{COMMAND}`. Each cell: {LEGEND}."
    return "\n".join([START, "", told, "", *tables(outcomes), "", END])


def rewritten(document: str, new: str) -> str:
    """Return a document with its block replaced. Raises ValueError if it has none."""
    before, start, rest = document.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"It has no place for the table. Put these two lines where it belongs: {START} {END}")
    return before + new + after


def each_query(outcomes: Sequence[Outcome]) -> list[str]:
    """Return a line for each query of the tuned set: its id, each engine's scores, and what was typed."""
    chosen = [outcome for outcome in outcomes if outcome.judged.set == JudgedSet.TUNED]
    rows = [["id", *ENGINES, "typed"]]
    rows += [[o.judged.id, *(_cell(o.scores[engine]) for engine in ENGINES), o.judged.text] for o in chosen]
    return _aligned(rows)
