"""The text of files that leave."""

import os
import shutil
import subprocess
from functools import lru_cache
from io import BytesIO
from tempfile import NamedTemporaryFile

import pytest
from pypdf import PdfReader


@lru_cache(maxsize=200)
def text_of(content: bytes) -> str:
    """Return the text of a PDF with its metadata; of anything else, what is text in it."""
    if not content.startswith(b"%PDF"):
        return content.decode("utf-8", "replace")
    reader = PdfReader(BytesIO(content))
    described = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
    return "\n".join((*(page.extract_text() for page in reader.pages), str(reader.metadata), described))


def poppler(program: str, content: bytes, *options: str) -> str:
    """Return what a program of poppler-utils finds in a PDF."""
    found = shutil.which(program)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"no {program} found: install the package poppler-utils")
        pytest.skip(f"no {program} found")
    with NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        end = ["-"] if program == "pdftotext" else []
        return subprocess.run([found, *options, file.name, *end], capture_output=True, check=True).stdout.decode()
