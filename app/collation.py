"""The order of names on a page: by the language of the page."""

from flask_babel import get_locale

from case_studies.collation import SortKey, collation_key


def by_name(name: object) -> SortKey:
    """Return the sort key of a name for the reader of this page."""
    locale = get_locale()
    return collation_key(str(name), locale.language if locale is not None else "en")
