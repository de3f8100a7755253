"""What the pages are called whose texts administrators write."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from case_studies.vocabulary import SitePage

SITE_PAGES: dict[SitePage, LazyString] = {
    SitePage.HOME: _l("Home page"),
    SitePage.ABOUT: _l("About page"),
}
