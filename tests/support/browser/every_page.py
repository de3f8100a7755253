"""A page of every kind, as offices find it by following links, in a library with titles that are hard to set."""

from collections import defaultdict
from collections.abc import Iterator

from case_studies.vocabulary import State
from tests.support.crawl import crawl, view_of
from tests.support.workflow_cases import case_in, unanswered_round
from tests.support.world import WHOLE_CASE, World

UNBROKEN = "W" * 120
GERMAN = "Minenräumfahrzeugführerausbildungslehrgangsverantwortliche und Donaudampfschifffahrtsgesellschaftskapitäne"
RUSSIAN = "Противоминнозащитноразведывательный автобронетанкоремонтновосстановительный комплекс миротворческих сил"
OFFICES = (None, "focal-point.gha", "clearance.gha", "reviewer.chn", "editor.idn", "admin")
UNLINKED = ("/nowhere", "/search?q=zzyzx", "/search?theme=NONE")
# What these show depends on the office.
DIFFER = ("desk.desk", "workspace.workspace", "inbox.inbox")
MOST = 2  # pages of one kind
MOST_ASKED = 5  # of a view, to find pages of each kind: what else links lead to is pages of the same kinds


def add_hard_cases(library: World) -> list[str]:
    """Add cases in the states that pages show, with titles and texts that hardly break; return their references."""
    text = {name: f"{UNBROKEN}\n\n{GERMAN}\n\n- {RUSSIAN}\n" for name in WHOLE_CASE["sections"] if name != "summary"}
    sections = {**text, "summary": f"{UNBROKEN} {GERMAN}"}
    made = [
        case_in(library, State.DRAFT, title=UNBROKEN, sections=sections),
        case_in(library, State.IN_CLEARANCE, title=GERMAN, sections=sections),
        case_in(library, State.SUBMITTED, title=RUSSIAN, sections=sections, language="ru"),
        case_in(library, State.PUBLISHED, title=UNBROKEN, sections=sections, sources=[f"https://{UNBROKEN}.example"]),
        case_in(library, State.PUBLISHED, title=RUSSIAN, sections=sections, language="ru"),
        case_in(library, State.REVISION_REQUESTED, title=GERMAN, sections=sections),
        unanswered_round(library, title=UNBROKEN, sections=sections),
    ]
    return [case.reference for case in made]


def pages_of_each_kind(library: World, hard: list[str]) -> Iterator[tuple[str | None, list[tuple[str, bool]]]]:
    """Yield offices with the addresses of pages that no office before had, and whether each is the first of its kind.

    Those of the hard cases come first.
    """
    seen: dict[str, int] = defaultdict(int)
    for office in OFFICES:
        client = library.browser(office) if office else library.visitor()
        urls = [*(url for url, text in crawl(client, most=MOST_ASKED) if text.startswith("<!doctype html>")), *UNLINKED]
        urls.sort(key=lambda url: not any(reference in url for reference in hard))
        chosen = []
        for url in urls:
            kind = _kind(library, office, url)
            seen[kind] += 1
            if seen[kind] <= MOST:
                chosen.append((url, seen[kind] == 1))
        yield office, chosen


def _kind(library: World, office: str | None, url: str) -> str:
    """Return what distinguishes a page: its view, whether it has parameters, and the office where that matters."""
    view = view_of(library.app, url)
    return f"{view} {office if view.partition(' ')[0] in DIFFER else ''}"
