"""Cases that many tests start from are built once a process; later worlds get a copy of what the building wrote.

A copy is used only where nothing can differ from a case that was built: on SQLite, in a world that nobody has written
to and whose clock nobody has looked at, with the same settings and the usual listeners. Elsewhere the case is built.
"""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Hashable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.support.world import World


@dataclass
class Snapshot:
    """What a world had stored after a case was built, and the time by its clock."""

    folder: Path
    reference: str
    moment: datetime

    @classmethod
    def take(cls, world: World, folder: Path, reference: str) -> "Snapshot":
        """Copy the database, the index and the files of a world into a new folder."""
        folder.mkdir()
        _copy_database(_database(world), folder / "database")
        shutil.copytree(world.config.index_dir, folder / "index")
        if _files(world).exists():
            shutil.copytree(_files(world), folder / "files")
        return cls(folder, reference, world.clock.moment)

    def restore(self, world: World) -> None:
        """Bring an untouched world to this state. An open database or index sees it as another commit."""
        _copy_database(self.folder / "database", _database(world))
        _copy_changed_files(self.folder / "index", world.config.index_dir)
        if (self.folder / "files").exists():
            shutil.copytree(self.folder / "files", _files(world), dirs_exist_ok=True)
        world.clock.moment = self.moment


@dataclass
class Snapshots:
    """The snapshots of the worlds that are copies of one template."""

    folder: Path
    builds: Counter[Hashable] = field(default_factory=Counter)
    taken: dict[Hashable, Snapshot] = field(default_factory=dict)
    builds_before_a_copy: int = 1  # a case that one test alone starts from is not worth a copy

    def build(self, world: World, key: Hashable, build: Callable[[], str]) -> str:
        """Return the reference of a case: from a snapshot, or built; if it was built before, a snapshot is taken."""
        if key in self.taken:
            self.taken[key].restore(world)
            return self.taken[key].reference
        reference = build()
        self.builds[key] += 1
        if self.builds[key] > self.builds_before_a_copy:
            self.taken[key] = Snapshot.take(world, self.folder / f"snapshot{len(self.taken)}", reference)
        return reference


def build_once(world: World, key: Hashable, build: Callable[[], str]) -> str:
    """Return the reference of a case that `build` builds; in an untouched world perhaps from a snapshot."""
    work = world.platform.work
    listeners = [getattr(listener, "__self__", None) for listener in work.after_commit]
    if world.snapshots is None or not is_untouched(world) or listeners != [world.platform.indexer]:
        return build()
    return world.snapshots.build(world, (key, work.settings, world.config.public_url), build)


def is_untouched(world: World) -> bool:
    """Whether nothing was written since the world was copied, by any process, and nobody looked at its clock."""
    return world.original == state_of(world)


def state_of(world: World) -> tuple[Hashable, ...]:
    """Return the time of a world's clock, and the versions of the files of its database and index."""
    database = _database(world)
    log = database.with_name(f"{database.name}-wal")
    index = sorted((path, _version(path)) for path in world.config.index_dir.rglob("*") if path.is_file())
    log_size = log.stat().st_size if log.exists() else 0
    return world.clock.moment, database.stat().st_mtime_ns, log_size, *index


def _database(world: World) -> Path:
    return Path(world.platform.work.engine.url.database or "")


def _files(world: World) -> Path:
    return world.config.data_dir / "files"


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)


def _copy_changed_files(source: Path, target: Path) -> None:
    """Bring a folder to the state of another, the tables of contents last: readers begin with them."""
    paths = sorted(source.rglob("*"), key=_is_contents)
    wanted = {path.relative_to(source): path for path in paths}
    for name, path in wanted.items():
        if path.is_dir():
            (target / name).mkdir(exist_ok=True)
        elif not (target / name).exists() or _version(target / name) != _version(path):
            shutil.copy2(path, target / name)
    for path in target.rglob("*"):
        if path.is_file() and path.relative_to(target) not in wanted:
            path.unlink()


def _is_contents(path: Path) -> bool:
    return path.suffix == ".toc" or path.name == "current"


def _version(path: Path) -> tuple[int, int]:
    return path.stat().st_size, path.stat().st_mtime_ns
