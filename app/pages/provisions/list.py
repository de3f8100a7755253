"""The table of evidence by provision, and the same as CSV."""

from itertools import groupby
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from marshmallow import ValidationError
from werkzeug.exceptions import NotFound

from app.access import may_enter, open_to_all
from app.current import reading
from app.identity import actor
from app.phrases import provisions as phrases
from app.provision_table import provision_table
from app.schemas.provisions import ProvisionListSchema
from case_studies.operations.provisions.queries import all_provisions, initiatives_with_provisions, list_provisions

pages = Blueprint("provision_list", __name__)
FILTERS = ("initiative", "addressee")


@pages.get("/provisions")
@open_to_all
def provisions() -> str:
    """Show provisions by initiative, with the number of cases, practices and issues that the reader may read."""
    asked = _asked()
    filters: dict[str, Any] = {name: asked[name] or None for name in FILTERS}
    with reading() as session:
        page = list_provisions(session, actor(), **asked)
        if page.number > page.pages:
            raise NotFound()
        return render_template(
            "provisions/list.html",
            page=page,
            groups=[(name, list(rows)) for name, rows in groupby(page.rows, key=lambda row: row.provision.initiative)],
            initiatives=[(one.id, one.name) for one in initiatives_with_provisions(session)],
            asked=asked,
            phrases=phrases,
            may_add=may_enter("provision_form.new"),
            csv_url=url_for(".provisions_csv", **filters),
            url_of=lambda to: url_for(".provisions", **filters, page=to if to > 1 else None),
        )


@pages.get("/provisions.csv")
@open_to_all
def provisions_csv() -> Response:
    """Return all rows of the same table."""
    asked = _asked()
    with reading() as session:
        return provision_table(all_provisions(session, actor(), **{name: asked[name] for name in FILTERS}))


def _asked() -> dict[str, Any]:
    """Return the filters and the page of an address. An address that means nothing is no page."""
    try:
        return dict(ProvisionListSchema().load(request.args))
    except ValidationError:
        raise NotFound() from None
