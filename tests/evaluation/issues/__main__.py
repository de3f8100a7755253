"""The third part of `make evaluate`: whether the right things are suggested for a difficult issue."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from case_studies.clock import system_clock
from case_studies.demo.issue_loader import load_issues
from case_studies.demo.practice_loader import load_practices
from case_studies.notifications.email import english_date
from case_studies.search.sync.indexer import Indexer
from tests.evaluation.issues.judgement import Suggested, as_posted, in_other_words, judged_issues, with_an_answer
from tests.evaluation.judgement import a_member, demonstration

START = "<!-- the suggestions: written by make evaluate -->"
END = "<!-- the end of the suggestions -->"


@click.command()
@click.option(
    "--write", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Write the table into this document."
)
def command(write: Path | None) -> None:
    """Judge the suggestions: print those of each issue, or write the table into a document."""
    posted, reworded = _suggestions()
    if write is None:
        for one in (*posted, *reworded):
            click.echo(f"{one.issue.name}: {one.place or 'none'} of {', '.join(one.names)}")
        return
    before, rest = write.read_text(encoding="utf-8").split(START, 1)
    write.write_text(f"{before}{block(posted, reworded)}{rest.split(END, 1)[1]}", encoding="utf-8")
    click.echo(f"{write} has the figures of the suggestions.")


def block(posted: Sequence[Suggested], reworded: Sequence[Suggested]) -> str:
    """Return the part of the document that has the figures, with its comments."""
    lines = [
        START,
        "",
        f"Measured on {english_date(system_clock().date())} by `make evaluate`.",
        "",
        "| how it is asked | issues with an answer | right among the first three | right at first |",
        "| --- | --- | --- | --- |",
        _row("as posted", posted),
        _row("in other words, with one theme", reworded),
        "",
        END,
    ]
    return "\n".join(lines)


def _row(name: str, suggested: Sequence[Suggested]) -> str:
    right, at_first = sum(one.is_right for one in suggested), sum(one.place == 1 for one in suggested)
    return f"| {name} | {len(suggested)} | {right} | {at_first} |"


def _suggestions() -> tuple[list[Suggested], list[Suggested]]:
    judged = with_an_answer(judged_issues())
    with tempfile.TemporaryDirectory() as scratch:
        work, engine = demonstration(Path(scratch))
        try:
            load_practices(work)
            load_issues(work)
            Indexer(work, engine).drain()
            with work.reading() as session:
                rest = (session, engine, a_member(session), judged)
                return as_posted(*rest), in_other_words(*rest)
        finally:
            work.engine.dispose()


if __name__ == "__main__":
    command()
