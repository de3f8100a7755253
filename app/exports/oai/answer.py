"""One answer of the repository, which may be an error of the protocol."""

from werkzeug.datastructures import MultiDict

from app.exports.oai.arguments import Arguments, OaiError, read_arguments
from app.exports.oai.nodes import add, as_document, as_moment, new_answer
from app.exports.oai.verbs import ANSWERS, base_url
from case_studies.unit_of_work import Session, now

NOT_REPEATED = ("badVerb", "badArgument")
"""With these errors the answer does not repeat the arguments."""


def answer(session: Session, given: MultiDict[str, str]) -> bytes:
    """Answer a request."""
    root = new_answer()
    add(root, "responseDate", as_moment(now(session)))
    arguments = Arguments("")
    request = add(root, "request", base_url())
    try:
        arguments = read_arguments(given)
        ANSWERS[arguments.verb](session, arguments, add(root, arguments.verb))
    except OaiError as error:
        for node in root.findall(arguments.verb) if arguments.verb else ():
            root.remove(node)
        add(root, "error", str(error), code=error.code)
        if error.code in NOT_REPEATED:
            return as_document(root)
    if arguments.verb:
        request.attrib.update({"verb": arguments.verb, **arguments.values})
    return as_document(root)
