"""What many tests start from is built once in a run; later worlds get a copy of what the building wrote.

A copy is used only where nothing can differ from a thing that was built: on SQLite, in a world that nobody has written
to and whose clock nobody has looked at, with the same settings and the usual listeners. Elsewhere the thing is built.
"""

import io
import pickle
import shutil
import sqlite3
from collections.abc import Callable, Hashable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from tests.support.in_turn import in_turn
from tests.support.world import World

T = TypeVar("T")
STORED = "stored"
"""The file that is written last: the time by the clock, and what the building returned."""


@dataclass
class Snapshot:
    """What a world had stored after a thing was built, and the time by its clock."""

    folder: Path

    @property
    def is_taken(self) -> bool:
        return (self.folder / STORED).exists()

    def take(self, world: World, built: object) -> None:
        """Copy the database, the index and the files of a world, and keep what was returned."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        _copy_database(_database(world), self.folder / "database")
        shutil.copytree(world.config.index_dir, self.folder / "index")
        if _files(world).exists():
            shutil.copytree(_files(world), self.folder / "files")
        (self.folder / STORED).write_bytes(_with_its_world(world, (world.clock.moment, built)))

    def restore(self, world: World) -> Any:
        """Bring an untouched world to this state. An open database or index sees it as another commit."""
        moment: datetime
        moment, built = _in_a_world(world, (self.folder / STORED).read_bytes())
        _copy_database(self.folder / "database", _database(world))
        _copy_changed_files(self.folder / "index", world.config.index_dir)
        if (self.folder / "files").exists():
            shutil.copytree(self.folder / "files", _files(world), dirs_exist_ok=True)
        world.clock.moment = moment
        return built


@dataclass
class Snapshots:
    """The snapshots of the worlds that are copies of one template. All processes of a run share the folder."""

    folder: Path

    def build(self, world: World, key: Hashable, build: Callable[[], T]) -> T:
        """Return what a snapshot holds; if there is none yet, build it and take one."""
        snapshot = Snapshot(self.folder / sha256(repr(key).encode()).hexdigest()[:32])
        with in_turn(snapshot.folder):
            if not snapshot.is_taken:
                built = build()
                snapshot.take(world, built)
                return built
        restored: T = snapshot.restore(world)
        return restored

    def __len__(self) -> int:
        return len(list(self.folder.glob(f"*/{STORED}")))


def build_once(world: World, key: Hashable, build: Callable[[], T]) -> T:
    """Return what `build` builds in a world; in an untouched world perhaps from a snapshot.

    The key says all that it depends on, in words. What is returned may hold the world, and is pickled.
    """
    work = world.platform.work
    listeners = [getattr(listener, "__self__", None) for listener in work.after_commit]
    if world.snapshots is None or not is_untouched(world) or listeners != [world.platform.indexer]:
        return build()
    return world.snapshots.build(world, (key, work.settings, world.config.public_url), build)


def built_once(build: Callable[..., T]) -> Callable[..., T]:
    """Let a function of a world and of plain values build each thing once."""

    @wraps(build)
    def copied(world: World, *values: Any, **named: Any) -> T:
        key = (build.__module__, build.__qualname__, values, sorted(named.items()))
        return build_once(world, key, lambda: build(world, *values, **named))

    return copied


def _with_its_world(world: World, built: object) -> bytes:
    """Return an object in bytes; where it holds the world, it will hold the one that it is read for."""
    stored = io.BytesIO()
    pickler = pickle.Pickler(stored)
    pickler.persistent_id = lambda part: "world" if part is world else None  # type: ignore[method-assign]
    pickler.dump(built)
    return stored.getvalue()


def _in_a_world(world: World, stored: bytes) -> Any:
    """Return the object that bytes hold, for a world."""
    unpickler = pickle.Unpickler(io.BytesIO(stored))
    unpickler.persistent_load = lambda _name: world  # type: ignore[method-assign]
    return unpickler.load()


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
