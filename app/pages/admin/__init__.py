"""Pages for administrators."""

from app.pages.admin import administration, events, history, mails, people, thesaurus

MODULES = (administration, people, events, history, mails, thesaurus)
