"""Pages for administrators."""

from app.pages.admin import (
    administration,
    events,
    factor_resets,
    history,
    mails,
    people,
    search_index,
    settings,
    site_texts,
    thesaurus,
    vocabularies,
)

MODULES = (
    administration,
    people,
    factor_resets,
    events,
    history,
    mails,
    search_index,
    settings,
    site_texts,
    thesaurus,
    vocabularies,
)
