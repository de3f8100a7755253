"""Who may enter a view at all. Every view carries one of these marks; a test finds the views without one."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app

from app.identity import actor, has_to_add_factor, is_signed_in_freshly, own_actor
from case_studies.errors import FactorRequired, FreshSignInRequired, NotAllowed, NotSignedIn
from case_studies.vocabulary import Role

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """Let everybody in. The policy decides what they see."""
    view.access = "all"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Let everybody in who has signed in."""
    return _guarded(view, "signed in")


def signed_in_without_factor(view: View) -> View:
    """Let everybody in who has signed in, also accounts that have to add a second factor first."""
    return _guarded(view, "signed in", needs_factor=False)


def fresh_sign_in(view: View) -> View:
    """Ask for a fresh sign-in first; used below the mark of a view that changes who may do what."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not is_signed_in_freshly():
            raise FreshSignInRequired()
        return view(*args, **kwargs)

    return guarded  # type: ignore[return-value]


def only_roles(*roles: Role) -> Callable[[View], View]:
    """Let everybody in who has one of the roles."""
    return lambda view: _guarded(view, " or ".join(roles), *roles)


def may_enter(endpoint: str) -> bool:
    """Whether the mark of a view lets the reader in, so that pages only show links that work."""
    view: Any = current_app.view_functions[endpoint]
    return view.access == "all" or _has_role(view.roles)


def _has_role(roles: tuple[Role, ...]) -> bool:
    return actor().signed_in and (not roles or actor().is_a(*roles))


def _guarded(view: View, mark: str, *roles: Role, needs_factor: bool = True) -> View:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not needs_factor:
            own_actor()
            return view(*args, **kwargs)
        if not actor().signed_in:
            raise FactorRequired() if has_to_add_factor() else NotSignedIn()
        if not _has_role(roles):
            raise NotAllowed()
        return view(*args, **kwargs)

    guarded.access, guarded.roles = mark, roles  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]
