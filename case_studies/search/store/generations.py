"""Where indexes are: generations, the pointer to the one that serves, and the write lock.

    <root>/<audience>/current        which generation serves, and the signature of the version that wrote it
    <root>/<audience>/000007/        one generation, a Whoosh index
    <root>/<audience>/lock           held by every writer, also during a rebuild

Generations are numbered upwards. A folder with a higher number than the serving one is left from a rebuild that was
killed.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.util.filelock import FileLock, try_for

from case_studies.search.errors import IndexBusy, IndexMissing, IndexOutdated
from case_studies.search.store.corruption import CorruptDataError
from case_studies.search.store.schema import SIGNATURE


class IndexGenerations:
    """The generations of one audience's index."""

    def __init__(self, root: Path, audience: str) -> None:
        self.audience = audience
        self.folder = root / audience
        self._pointer = self.folder / "current"

    def current(self) -> Path:
        """Return the folder of the generation that serves.

        Raises IndexMissing, IndexOutdated for an index of another version, and CorruptDataError.
        """
        try:
            generation, signature = self._read_pointer()
        except FileNotFoundError:
            raise IndexMissing(self.audience) from None
        except OSError as error:
            raise CorruptDataError(f"its folder can't be read: {error.strerror}") from error
        if signature != SIGNATURE:
            raise IndexOutdated(self.audience)
        return self.folder / generation

    def begin(self) -> Path:
        """Create the folder of the next generation."""
        self.folder.mkdir(parents=True, exist_ok=True)
        last = max((int(folder.name) for folder in self._generations()), default=0)
        fresh = self.folder / f"{last + 1:06d}"
        fresh.mkdir()
        return fresh

    def switch(self, fresh: Path) -> None:
        """Let a finished generation serve. The one before it stays for its readers; older ones are deleted."""
        try:
            previous = self.folder / self._read_pointer()[0]
        except (OSError, CorruptDataError):
            previous = fresh
        self._write_pointer(fresh)
        for folder in self._generations():
            if folder not in (fresh, previous):
                shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def locked(self, seconds: float) -> Iterator[None]:
        """Hold the write lock. Wait at most that long, then raise IndexBusy. A lock ends with its process."""
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

    def _read_pointer(self) -> tuple[str, str]:
        """Return the name of the serving generation and its signature."""
        try:
            content = json.loads(self._pointer.read_bytes())
        except ValueError as error:
            raise CorruptDataError("its pointer file can't be decoded") from error
        match content:
            case {"generation": str(generation), "signature": str(signature)} if generation.isdecimal():
                return generation, signature
        raise CorruptDataError("its pointer file can't be decoded")

    def _write_pointer(self, fresh: Path) -> None:
        """Replace the pointer in one step that survives a loss of power."""
        draft = self._pointer.with_suffix(".new")
        with draft.open("w", encoding="utf-8") as file:
            json.dump({"generation": fresh.name, "signature": SIGNATURE}, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, self._pointer)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
