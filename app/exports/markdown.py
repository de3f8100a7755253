"""Markdown: the whole text with its facts, as the author wrote it."""

import re

from flask_babel import format_date
from flask_babel import gettext as _

from app.exports.citation import Citation, Part, Source, one_line
from app.exports.volume import Volume

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
TAG = re.compile(r"<(?=[A-Za-z/!?])")


def write(citation: Citation) -> str:
    """Return the text under its title. What follows from the mark and the responsibility is said first."""
    day = format_date(citation.published, "d MMMM y")
    facts = "\n".join(f"- **{escape(label)}**: {'; '.join(map(escape, values))}" for label, values in citation.facts)
    blocks = [
        f"# {escape(citation.title)}",
        f"**{escape(citation.marking)}** · {escape(citation.number)} · {escape(day)} · <{citation.address}>",
        escape(citation.joined_authors()),
        *(f"*{escape(note)}*" for note in (*citation.notes, citation.responsibility)),
        facts,
        *(_part(part) for part in citation.parts),
        _sources(citation.sources),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def write_volume(volume: Volume) -> bytes:
    """Return several things one after the other, with a line between them."""
    return "\n---\n\n".join(map(write, (volume.cover, *volume.things))).encode()


def escape(text: str) -> str:
    """Return a text in one line in which nothing is read as Markdown or HTML."""
    return SPECIAL.sub(r"\\\1", one_line(text))


def _part(part: Part) -> str:
    """Return a part with its text as it was written. HTML in it stays text, as on the page."""
    before = f"*{escape(part.before)}*" if part.before else ""
    rows = "\n".join(f"- {escape(row)}" for row in part.rows)
    texts = (f"## {escape(part.heading)}", before, TAG.sub(r"\\<", part.text), rows)
    return "\n\n".join(text for text in texts if text)


def _sources(sources: tuple[Source, ...]) -> str:
    if not sources:
        return ""
    rows = [f"- {escape(one.author)}, {escape(one.title)}, {escape(one.number)}, <{one.address}>" for one in sources]
    return "\n".join([f"## {escape(_('Evidence'))}", "", *rows])
