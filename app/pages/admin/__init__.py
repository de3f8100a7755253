"""Pages for administrators."""

from app.pages.admin import (
    administration,
    events,
    history,
    mails,
    people,
    search_index,
    settings,
    site_texts,
    thesaurus,
)

MODULES = (administration, people, events, history, mails, search_index, settings, site_texts, thesaurus)
