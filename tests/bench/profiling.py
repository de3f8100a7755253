"""A profile of Casebook's engine for one kind of query."""

import cProfile
import pstats
from pathlib import Path

from tests.bench.asking import Kind
from tests.bench.engines import engine
from tests.bench.one import questions

ROUNDS = 20
LINES = 30


def show(folder: Path, kind: Kind) -> None:
    """Print the slowest functions, by their own time and including calls. All queries are warm."""
    asked, thesaurus = questions(folder)
    chosen = [one for one in asked if one.kind == kind]
    reader = engine("casebook").reader(folder / "casebook", thesaurus)
    for one in asked:
        reader.ask(one)
    profile = cProfile.Profile()
    profile.enable()
    for one in chosen * ROUNDS:
        reader.ask(one)
    profile.disable()
    for order in ("tottime", "cumulative"):
        pstats.Stats(profile).strip_dirs().sort_stats(order).print_stats(LINES)
