"""One address in several forms: a program says in `Accept` which one it prefers."""

from collections.abc import Mapping
from typing import Protocol

from flask import Response, after_this_request, request

JSON = "application/json"


class HasMediaType(Protocol):
    """A form with a media type."""

    @property
    def media_type(self) -> str:
        """The media type."""


def preferred_suffix(formats: Mapping[str, HasMediaType]) -> str | None:
    """Return the suffix of the form that the request prefers to JSON; None for JSON."""
    after_this_request(_vary_by_accept)
    types = {form.media_type: suffix for suffix, form in formats.items()}
    best = request.accept_mimetypes.best_match([JSON, *types], JSON)
    return types.get(best)


def _vary_by_accept(response: Response) -> Response:
    response.vary.add("Accept")
    return response
