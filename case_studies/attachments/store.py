"""Where the bytes of files are: in a folder by default. Each file has the hash of its content as its name."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Protocol


class FileStore(Protocol):
    """A place for files, by the hash of their content. A file is never changed."""

    def put(self, name: str, content: bytes) -> None:
        """Store a file; nothing happens if it is there."""

    def get(self, name: str) -> bytes:
        """Return the content of a file. Raises FileMissing."""

    def delete(self, name: str) -> None:
        """Delete a file, if it is there."""


class FileMissing(Exception):  # noqa: N818 - the house names exceptions by what happened
    """A file that the database knows is not in the store."""


MakeStore = Callable[[], FileStore]


class FolderStore:
    """Files in a folder, which no web server serves. Two letters of the hash are a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: bytes) -> None:
        """Write a file under another name first, so that no half of it is ever read."""
        path = self._path(name)
        if path.exists():
            return
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        try:
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def get(self, name: str) -> bytes:
        """Return the content of a file."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise FileMissing(name) from error

    def delete(self, name: str) -> None:
        """Delete a file."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name
