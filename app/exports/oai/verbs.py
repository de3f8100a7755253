"""What each verb answers."""

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask import url_for

from app.current import current_config
from app.exports.cite import cite
from app.exports.oai.arguments import PREFIX, TOKEN, Arguments, OaiError
from app.exports.oai.dublin_core import add_dublin_core
from app.exports.oai.nodes import OAI_DC, SCHEMA_OF_DC, add, as_moment
from app.exports.oai.resumption import Position, make_token, read_position
from app.exports.oai.sets import named_sets
from case_studies.operations.search.public_records import FoundRecord, find_record, first_change, list_records
from case_studies.unit_of_work import Session

PAGE_SIZE = 100


def base_url() -> str:
    """Return the address of the repository."""
    return url_for("oai.oai", _external=True)


def _identify(session: Session, _arguments: Arguments, node: Element) -> None:
    add(node, "repositoryName", "Casebook")
    add(node, "baseURL", base_url())
    add(node, "protocolVersion", "2.0")
    add(node, "adminEmail", _mailbox())
    add(node, "earliestDatestamp", as_moment(first_change(session)))
    add(node, "deletedRecord", "persistent")
    add(node, "granularity", "YYYY-MM-DDThh:mm:ssZ")


def _mailbox() -> str:
    """Return the mailbox for questions. One without a domain, as on a machine for trying, gets one that nobody has."""
    mailbox = current_config().contact_email or current_config().mail_from
    return mailbox if "." in mailbox.rpartition("@")[2] else f"{mailbox}.invalid"


def _list_formats(session: Session, arguments: Arguments, node: Element) -> None:
    if "identifier" in arguments.values:
        _find(session, arguments)
    form = add(node, "metadataFormat")
    add(form, "metadataPrefix", PREFIX)
    add(form, "schema", SCHEMA_OF_DC)
    add(form, "metadataNamespace", OAI_DC)


def _list_sets(session: Session, arguments: Arguments, node: Element) -> None:
    if TOKEN in arguments.values:
        raise OaiError("badResumptionToken", "The list of sets has one page.")
    for name, label in named_sets(session):
        one = add(node, "set")
        add(one, "setSpec", name)
        add(one, "setName", label)


def _get_record(session: Session, arguments: Arguments, node: Element) -> None:
    _add_record(node, _find(session, arguments))


def _find(session: Session, arguments: Arguments) -> FoundRecord:
    start, _colon, reference = arguments.get("identifier").rpartition(":")
    found = find_record(session, reference) if f"{start}:" == _identifier("") else None
    if found is None:
        raise OaiError("idDoesNotExist", "No record has this identifier.")
    return found


def _list(add_one: Callable[[Element, FoundRecord], object]) -> "Answer":
    """Return what answers a verb with a page of records."""

    def answer(session: Session, arguments: Arguments, node: Element) -> None:
        position = read_position(arguments)
        page = list_records(session, position.selection, position.after, PAGE_SIZE)
        if not page.records:
            raise OaiError("noRecordsMatch", "No record matches.")
        for found in page.records:
            add_one(node, found)
        if not page.is_last:
            following = Position(position.selection, page.records[-1].place, position.cursor + len(page.records))
            _add_token(node, make_token(arguments.verb, following), position, page.total)
        elif position.after is not None:
            _add_token(node, "", position, page.total)

    return answer


def _add_token(node: Element, token: str, position: Position, total: int) -> None:
    add(node, TOKEN, token, completeListSize=str(total), cursor=str(position.cursor))


def _add_record(above: Element, found: FoundRecord) -> None:
    record = add(above, "record")
    _add_header(record, found)
    if found.content is not None:
        add_dublin_core(add(record, "metadata"), cite(found.content))


def _add_header(above: Element, found: FoundRecord) -> None:
    header = add(above, "header", **({"status": "deleted"} if found.content is None else {}))
    add(header, "identifier", _identifier(found.reference))
    add(header, "datestamp", as_moment(found.changed_at))
    for name in found.sets:
        add(header, "setSpec", name)


def _identifier(reference: str) -> str:
    return f"oai:{urlsplit(current_config().address).hostname}:{reference}"


Answer = Callable[[Session, Arguments, Element], None]
ANSWERS: Mapping[str, Answer] = {
    "Identify": _identify,
    "ListMetadataFormats": _list_formats,
    "ListSets": _list_sets,
    "GetRecord": _get_record,
    "ListIdentifiers": _list(_add_header),
    "ListRecords": _list(_add_record),
}
