"""The second part of `make evaluate`: how well the check finds what does not belong in a case."""

from pathlib import Path

import click

from case_studies.check.kinds import FindingKind
from case_studies.clock import system_clock
from case_studies.notifications.email import english_date
from tests.evaluation.check.judgement import (
    HELD_BACK,
    TRIED,
    Score,
    judge,
    outcomes,
    sentences,
)

START = "<!-- the check: written by make evaluate -->"
END = "<!-- the end of the check -->"


@click.command()
@click.option(
    "--write", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Write the table into this document."
)
def command(write: Path | None) -> None:
    """Judge the check: print what it gets wrong of what is not held back, or write the table into a document."""
    if write is None:
        for one in (one for file in TRIED for one in sentences(file)):
            wrong = [f"{kind} {outcome}" for kind, outcome in outcomes(one) if outcome != "right"]
            if wrong:
                click.echo(f"{one.language} {one.text}: {', '.join(wrong)}")
        return
    before, rest = write.read_text(encoding="utf-8").split(START, 1)
    write.write_text(f"{before}{block()}{rest.split(END, 1)[1]}", encoding="utf-8")
    click.echo(f"{write} has the figures of the check.")


def block() -> str:
    """Return the part of the document that has the figures, with its comments."""
    day = english_date(system_clock().date())
    held_back = sentences(HELD_BACK) if HELD_BACK.exists() else []
    rows = "\n".join(table(*map(judge, (*map(sentences, TRIED), held_back))))
    about = f"Measured on {day} by `make evaluate`. Each cell: precision · recall (entries)."
    return f"{START}\n\n{about}\n\n{rows}\n\n{END}"


def table(*columns: dict[str, Score]) -> list[str]:
    """Return the lines of the table: a row a kind, and all."""
    lines = [
        "| kind | own | own, reworded | by kind | first author | second author | third author, held back |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind in (*map(str, FindingKind), "all"):
        lines.append(" | ".join([f"| {kind.replace('_', ' ')}", *(_cell(scores[kind]) for scores in columns)]) + " |")
    return lines


def _cell(score: Score) -> str:
    if not score.right + score.missed + score.wrong:
        return "–"
    return f"{score.precision:.2f} · {score.recall:.2f} ({score.right + score.missed})"


if __name__ == "__main__":
    command()
