"""Inspects a file in a process of its own: little memory, little time, no settings, no open files of the server.

`python -m case_studies.attachments.process` is that process: the file comes in, and a line of JSON with the cleaned
copy goes out.
"""

import json
import os
import resource
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path
from threading import BoundedSemaphore

from case_studies.attachments.inspection import CleanFile, inspect
from case_studies.attachments.limits import LARGEST_FILE, PROCESS_CPU_SECONDS, PROCESS_MEMORY, PROCESS_SECONDS
from case_studies.attachments.problems import FileProblem, FileRefused
from case_studies.media_types import MediaType
from case_studies.vocabulary import Language

ROOT = Path(__file__).parents[2]
AT_ONCE = BoundedSemaphore(2)  # of one web process
LARGEST_ANSWER = 4 * LARGEST_FILE


def inspect_apart(content: bytes) -> CleanFile:
    """Return the cleaned copy of a file, made in a process with limits. Raises FileRefused."""
    if len(content) > LARGEST_FILE:
        raise FileRefused(FileProblem.TOO_LARGE)
    environment = {"PYTHONPATH": str(ROOT), "PATH": os.defpath, "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", __name__]
    with AT_ONCE:
        try:
            run = subprocess.run(  # noqa: S603 - our own program, with nothing of a request in its arguments
                command,
                input=content,
                capture_output=True,
                timeout=PROCESS_SECONDS,
                env=environment,
                cwd="/",
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise FileRefused(FileProblem.TOO_COSTLY) from error
    if run.returncode != 0 or len(run.stdout) > LARGEST_ANSWER:
        raise FileRefused(FileProblem.TOO_COSTLY)
    return _decode(run.stdout)


def _decode(answer: bytes) -> CleanFile:
    head, _, body = answer.partition(b"\n")
    facts = json.loads(head)
    if "problem" in facts:
        raise FileRefused(FileProblem(facts["problem"]))
    size = facts.pop("size")
    facts["kind"] = MediaType(facts["kind"])
    facts["language"] = Language(facts["language"]) if facts["language"] else None
    return CleanFile(**{**facts, "content": body[:size], "preview": body[size:]})


def _encode(cleaned: CleanFile) -> bytes:
    facts = asdict(replace(cleaned, content=b"", preview=b""))
    del facts["content"], facts["preview"]
    return json.dumps({**facts, "size": len(cleaned.content)}).encode() + b"\n" + cleaned.content + cleaned.preview


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (PROCESS_MEMORY, PROCESS_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESS_CPU_SECONDS, PROCESS_CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read a file from the standard input, and write what became of it."""
    _limit()
    try:
        answer = _encode(inspect(sys.stdin.buffer.read()))
    except FileRefused as refusal:
        answer = json.dumps({"problem": refusal.problem}).encode()
    except (MemoryError, RecursionError):
        answer = json.dumps({"problem": FileProblem.TOO_COSTLY}).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main()
