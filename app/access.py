"""Who may enter a view at all. Every view carries one of these marks; a test finds those that don't."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from app.identity import actor
from case_studies.errors import NotAllowed, NotSignedIn
from case_studies.vocabulary import Role

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """Let everybody in; what they see is the policy's business."""
    view.access = "all"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Let those in who have signed in."""
    return _guarded(view, "signed in", lambda: None)


def only_roles(*roles: Role) -> Callable[[View], View]:
    """Let those in who hold one of the roles."""

    def check() -> None:
        if not actor().is_a(*roles):
            raise NotAllowed()

    return lambda view: _guarded(view, " or ".join(roles), check)


def _guarded(view: View, mark: str, check: Callable[[], None]) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not actor().signed_in:
            raise NotSignedIn()
        check()
        return view(*args, **kwargs)

    guarded.access = mark  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]
