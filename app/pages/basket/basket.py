"""The basket: what a reader puts aside while they read, and what they make of it."""

from collections.abc import Iterable

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as Answer

from app.access import may_enter, open_to_all
from app.basket import MOST, basket_references, empty_basket, put_in_basket, take_from_basket
from app.current import reading
from app.exports.offers import most_in, send_or_offer
from app.exports.sources import about_basket, bind_basket
from app.exports.volume_formats import VOLUME_FORMATS, VOLUME_SUFFIX
from app.identity import actor
from app.pages.local_address import is_local
from app.phrases.briefs import about_things
from app.phrases.kinds import KINDS
from app.thing_urls import thing_url
from case_studies.export_vocabulary import ExportSource
from case_studies.operations.collections.things import Thing, find_things
from case_studies.vocabulary import Audience

pages = Blueprint("basket", __name__)


@pages.get("/basket")
@open_to_all
def basket() -> str:
    """Show what is in the basket, as far as the reader may read it now."""
    with reading() as session:
        things = find_things(session, actor(), basket_references())
        return render_template(
            "basket/basket.html",
            things=things,
            kinds=KINDS,
            thing_url=thing_url,
            formats=VOLUME_FORMATS,
            brief_about=about_things(things),
            brief_for=_narrowest(things.values()),
            may_collect=may_enter("collection_form.new"),
            most=MOST,
        )


@pages.post("/basket")
@open_to_all
def put() -> Answer:
    """Put ticked things into the basket, and go back to where they were ticked."""
    ticked = request.form.getlist("reference")
    if not ticked:
        flash(_("Nothing was ticked."), "notice")
    else:
        count = put_in_basket(ticked)
        flash(ngettext("%(num)s thing is in your basket.", "%(num)s things are in your basket.", count), "done")
    back = request.form.get("back", "")
    return redirect(back if is_local(back) else url_for(".basket"), 303)


@pages.post("/basket/remove")
@open_to_all
def remove() -> Answer:
    """Take one thing out of the basket."""
    take_from_basket(request.form.get("reference", ""))
    return redirect(url_for(".basket"), 303)


@pages.post("/basket/empty")
@open_to_all
def empty() -> Answer:
    """Take everything out of the basket."""
    empty_basket()
    return redirect(url_for(".basket"), 303)


@pages.get(f"/basket{VOLUME_SUFFIX}")
@open_to_all
def basket_file(suffix: str) -> Response:
    """Return what is in the basket as one file, or lead to where a long one is made. An empty basket has none."""
    with reading() as session:
        about = about_basket(basket_references())
        volume = bind_basket(session, actor(), about, most_in(suffix))
        return send_or_offer(volume, suffix, ExportSource.BASKET, about)


def _narrowest(things: Iterable[Thing]) -> Audience:
    """Return the audience of whom all may read the things."""
    is_for_members = any(thing.audience == Audience.MEMBERS for thing in things)
    return Audience.MEMBERS if is_for_members else Audience.PUBLIC
