"""A real SMTP server in a process of its own: `python -m tests.support.smtp_server FOLDER PORT`.

It prints its port, and keeps what it takes as FOLDER/*.eml, the envelope's recipient in front. Its answers are
in FOLDER/answers, a JSON object of address (or `*` for all, `data` for the text) to an SMTP answer, or to `slow`.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

from aiosmtpd.smtp import SMTP

SLOW = 5.0  # seconds; longer than the timeout of any test


class Keeper:
    """Takes mails, or refuses them as FOLDER/answers says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def _told(self, *names: str) -> str | None:
        file = self.folder / "answers"
        answers = json.loads(file.read_text()) if file.exists() else {}
        answer = next((answers[name] for name in names if name in answers), None)
        if answer == "slow":
            await asyncio.sleep(SLOW)
            return None
        return answer

    async def handle_RCPT(  # noqa: N802 - the name that the server looks for
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        refusal = await self._told(address, "*")
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 known here"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        refusal = await self._told("data")
        if refusal:
            return refusal
        (recipient,) = envelope.rcpt_tos
        kept = self.folder / f"{uuid4().hex}.part"
        kept.write_bytes(recipient.encode() + b"\n" + envelope.content)
        kept.rename(kept.with_suffix(".eml"))
        return "250 taken"


async def serve(folder: Path, port: int) -> None:
    """Serve until the process is ended."""
    keeper = Keeper(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(keeper, hostname="mail.example"), "127.0.0.1", port)
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
