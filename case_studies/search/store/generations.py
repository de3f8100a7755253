"""Where indexes live: generations, the pointer to the serving one, and the write lock.

    <root>/<audience>/current        which generation serves, and what made it
    <root>/<audience>/000007/        one generation, a Whoosh index
    <root>/<audience>/lock           held by whoever writes, rebuilds included

Generations are numbered upwards. A folder above the serving one is what a killed rebuild left.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.util.filelock import FileLock, try_for

from case_studies.search.errors import IndexBusy, IndexMissing, IndexUnusable
from case_studies.search.store.schema import SIGNATURE


class IndexGenerations:
    """The generations of one audience's index."""

    def __init__(self, root: Path, audience: str) -> None:
        self.audience = audience
        self.folder = root / audience
        self._pointer = self.folder / "current"

    def current(self) -> Path:
        """The generation that serves."""
        try:
            generation, signature = self._read()
        except FileNotFoundError:
            raise IndexMissing(self.audience) from None
        except OSError as error:
            raise IndexUnusable(self.audience, f"its folder can't be read: {error.strerror}") from error
        except (ValueError, TypeError, KeyError) as error:
            raise IndexUnusable(self.audience, "its pointer file is damaged") from error
        if signature != SIGNATURE:
            raise IndexUnusable(self.audience, "another version of Casebook made it")
        return self.folder / generation

    def begin(self) -> Path:
        """Make the folder of the next generation."""
        self.folder.mkdir(parents=True, exist_ok=True)
        last = max((int(folder.name) for folder in self._generations()), default=0)
        fresh = self.folder / f"{last + 1:06d}"
        fresh.mkdir()
        return fresh

    def switch(self, fresh: Path) -> None:
        """Let a finished generation serve. The one before stays for who still reads it; older ones go."""
        try:
            left = self.folder / self._read()[0]
        except (OSError, ValueError, TypeError, KeyError):
            left = fresh
        self._point(fresh)
        for folder in self._generations():
            if folder not in (fresh, left):
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def locked(self, seconds: float) -> Iterator[None]:
        """Hold the write lock; wait for it that long at most. It is gone with its process."""
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(str(self.folder / "lock"))
        if not try_for(lock.acquire, timeout=seconds, delay=0.02):
            raise IndexBusy(self.audience, seconds)
        try:
            yield
        finally:
            lock.release()

    def _generations(self) -> list[Path]:
        return [folder for folder in self.folder.iterdir() if folder.is_dir() and folder.name.isdecimal()]

    def _read(self) -> tuple[str, str]:
        content = json.loads(self._pointer.read_text(encoding="utf-8"))
        return str(content["generation"]), str(content["signature"])

    def _point(self, fresh: Path) -> None:
        aside = self._pointer.with_suffix(".new")
        with aside.open("w", encoding="utf-8") as file:
            json.dump({"generation": fresh.name, "signature": SIGNATURE}, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(aside, self._pointer)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
