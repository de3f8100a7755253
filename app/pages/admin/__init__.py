"""Pages for administrators."""

from app.pages.admin import administration, mails, thesaurus

MODULES = (administration, mails, thesaurus)
