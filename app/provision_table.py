"""The table of evidence by provision, for spreadsheets."""

from collections.abc import Iterable

from flask import Response
from flask_babel import gettext as _

from app.csv_export import csv_response
from app.phrases.provisions import ADDRESSEES, KINDS
from case_studies.operations.provisions.queries import ProvisionRow


def provision_table(rows: Iterable[ProvisionRow]) -> Response:
    """Return a line for each provision, with the number and the references of each kind of evidence."""
    kinds = [column for label in KINDS.values() for column in (label, _("%(kind)s: references", kind=label))]
    header = [_("Text"), _("Paragraph"), _("Title"), _("Summary"), _("Addressee"), *map(str, kinds)]
    return csv_response(
        "casebook-provisions.csv",
        [*header, _("Status"), _("Reported by"), _("Reported on")],
        [
            [
                *(row.provision.initiative.name, row.provision.paragraph, row.provision.title, row.provision.summary),
                str(ADDRESSEES[row.provision.addressee]),
                *(cell for kind in KINDS for cell in (len(row.evidence[kind]), " ".join(row.evidence[kind]))),
                *(row.provision.status, row.provision.status_by, row.provision.status_on),
            ]
            for row in rows
        ],
    )
