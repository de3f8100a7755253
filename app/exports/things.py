"""Chosen things of several kinds as one document. What is informal stays on the platform, and the file says so."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from app.exports.citation import Citation
from app.exports.cite import cite
from app.exports.volume import Volume, bind
from case_studies.operations.collections.things import Thing, leaves


def bind_things(
    things: Mapping[str, Thing],
    *,
    reasons: Mapping[str, str] | None = None,
    notes: Iterable[str] = (),
    most: int,
    **cover: Any,
) -> Volume:
    """Return the first things with a cover. `reasons` say by reference why a thing is among them."""
    leaving = [(key, one) for key, one in things.items() if leaves(one)]
    cited = [_with_reason(cite(one), (reasons or {}).get(key, "")) for key, one in leaving[:most]]
    stays = [reference for reference, one in things.items() if not leaves(one)]
    left = [_("Not in this file, because it stays on the platform: %(references)s.", references=", ".join(stays))]
    has_more = len(leaving) > most
    first = [_("This file has the first %(most)s of %(count)s things.", most=most, count=len(leaving))]
    said = (*notes, *(first if has_more else []), *(left if stays else []))
    return bind(cited, notes=said, has_more=has_more, **cover)


def _with_reason(citation: Citation, reason: str) -> Citation:
    return replace(citation, notes=(reason, *citation.notes)) if reason else citation
