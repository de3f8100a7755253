"""The fourth part of `make evaluate`: whether the right offers come first, and whether doubles are warned about."""

from collections.abc import Sequence
from pathlib import Path
from statistics import fmean

import click

from case_studies.clock import system_clock
from case_studies.notifications.email import english_date
from tests.evaluation.capacity.doubles import Warned, count_warnings
from tests.evaluation.capacity.judgement import JudgedRequest, judged_requests

START = "<!-- the matches: written by make evaluate -->"
END = "<!-- the end of the matches -->"
SEED, PAIRS = 14, 5000


@click.command()
@click.option(
    "--write", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Write the table into this document."
)
def command(write: Path | None) -> None:
    """Judge the matches: print the figure of each request, or write the table into a document."""
    judged, warned = judged_requests(), count_warnings(SEED, PAIRS)
    if write is None:
        click.echo(block(judged, warned))
        return
    before, rest = write.read_text(encoding="utf-8").split(START, 1)
    write.write_text(f"{before}{block(judged, warned)}{rest.split(END, 1)[1]}", encoding="utf-8")
    click.echo(f"{write} has the figures of the matches.")


def block(judged: Sequence[JudgedRequest], warned: Warned) -> str:
    """Return the part of the document that has the figures, with its comments."""
    lines = [
        START,
        "",
        f"Measured on {english_date(system_clock().date())} by `make evaluate`.",
        "",
        "| request | pairs | nDCG@5 |",
        "| --- | --- | --- |",
        *(f"| {one.name.replace('-', ' ')} | {len(one.grades)} | {one.score:.2f} |" for one in judged),
        f"| all | {sum(len(one.grades) for one in judged)} | {fmean(one.score for one in judged):.2f} |",
        "",
        "| generated pairs | how many | warned about |",
        "| --- | --- | --- |",
        f"| doubles | {warned.doubles:,} | {warned.doubles_warned / warned.doubles:.1%} |",
        f"| nearly doubles | {warned.others:,} | {warned.others_warned / warned.others:.1%} |",
        "",
        END,
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    command()
