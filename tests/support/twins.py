"""Two platforms that differ in one case, an event, a study and joint texts.

Their every word and value is a sentinel: nothing public has it.

In one of them members read these; in the other what nobody reads has their place, so that all references are the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from string import ascii_lowercase
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select
from werkzeug.test import TestResponse

from app.api.examples_of_texts import TEXT
from app.log_lines import HEADER
from case_studies.models import Case, Revision
from case_studies.study_vocabulary import StudyState
from case_studies.text_vocabulary import TextState
from case_studies.vocabulary import Action, Audience, EventState, State
from tests.support.api_client import fine
from tests.support.events import event_in
from tests.support.studies import study_in
from tests.support.template import Template
from tests.support.texts import ANOTHER, text_in
from tests.support.workflow_cases import EDITOR, Steps, case_in
from tests.support.world import START, WHOLE_CASE, World

NEAR = " ".join(f"galliv{letter}nt" for letter in "bcdefghij")
BEGUN = " ".join(f"vexil{first}{second}" for first in ascii_lowercase[:10] for second in ascii_lowercase)
SECRET: dict[str, Any] = {
    **WHOLE_CASE,
    "title": "Xanthoquill banners calm the crowd before the column leaves",
    "language": "ru",
    "themes": ["COM-CROWD", "MOV-CONVOY"],
    "host_states": ["KHM"],
    "operations": ["UNTAC"],
    "initiatives": ["brahimi"],
    "implemented_by": ["ISL"],
    "started": 1961,
    "ended": 1962,
    "evidence": "independent",
    "sections": {
        **WHOLE_CASE["sections"],
        "summary": "The quorbel zandrith was carried ahead. A search team walked each choke point.",
        "actions": f"The conroy left early. Зверобойник. {NEAR}. {BEGUN}.",
    },
}
NEIGHBOUR: dict[str, Any] = {
    "title": "Searching the road before the column leaves, by gallivynt",
    "sections": {**WHOLE_CASE["sections"], "lessons": "Repeat: bring vexilzz."},
}
"""A public case near the secret one: in its words, in what it is about, and in two words that nearly are the same."""

Asked = Mapping[str, str | list[str]]
TELLING: tuple[Asked, ...] = (
    *(
        {"q": words}
        for words in (
            'xanthoquill|Xanthoquil|xanthoqiull|xanth*|xa*|quorbel zandrith|"quorbel zandrith"|conroy|conroj'
            "|Зверобойник|зверобойника|зверобойнек|quorbel OR convoy|quorbel convoy"
            "|theme:com-crowd|theme:crowd|crowd|host:khm|host:cambodia|Камбоджа|by:isl"
            "|operation:untac|UNTAC|year:1961|year:1955-1965|language:ru|theme:mov-convoy host:khm|search host:khm"
        ).split("|")
    ),
    {},
    {"sort": "title"},
    {"sort": "newest", "per_page": "5", "page": "2"},
    {"per_page": "4", "page": "5"},
    {"host_state": "KHM"},
    {"theme": "COM-CROWD"},
    {"theme": ["COM-CROWD", "MOV"]},
    {"operation": "UNTAC"},
    {"initiative": "brahimi"},
    {"implemented_by": "ISL"},
    {"language": "ru"},
    {"evidence": "independent"},
    {"year_to": "1970"},
    {"q": "convoy", "host_state": ["KHM", "MLI"]},
    {"q": "search team", "sort": "newest"},
)
"""What a member finds the secret case by, or counts it in."""
OTHERS: tuple[Asked, ...] = tuple(
    {"q": words}
    for words in (
        "searching|conv|col|the|convroy|brahimi report|мин|quorbell road|gallivynt"
        "|-xanthoquill|(quorbel OR mine) -xanthoquill|NOT convoy"
    ).split("|")
)
"""What it may get in the way of."""
CROWDED: tuple[Asked, ...] = ({"q": "gallivxnt"}, {"q": "vexil*"})
"""What it leaves no room for where only so many words are looked at: it has most of those."""
WEIGHED: tuple[Asked, ...] = ({"q": "c"}, {"q": "xanthoquill third"})
"""What is found, and in which order, by how rare words are among the cases that count."""
FITS = ("host_state=KHM", "threat=crowds", "host_state=KHM&unit=convoy", "unit=convoy&means=search-teams")
UNFIT = ("terrain=city", "threat=abduction&host_state=FJI")
NOT_ASKED_WHILE_TYPING = ("sort", "page", "per_page")


FORMS = ("/api/v1/search", "/search.atom", "/search.csv")
"""What has an answer of the page in another form: each of them is asked every third query, by turns."""


def search_addresses(*asked: Asked) -> Iterator[str]:
    """Yield addresses that answer searches, or what may become one."""
    for turn, values in enumerate(asked):
        query = urlencode(values, doseq=True)
        yield from (f"{place}?{query}" for place in ("/search", FORMS[turn % len(FORMS)]))
        yield from _while_typing(values, "/search/suggest", "/api/v1/suggest")


def api_search_addresses(*asked: Asked) -> Iterator[str]:
    """Yield the addresses of the API for the same."""
    for values in asked:
        yield f"/api/v1/search?{urlencode(values, doseq=True)}"
        yield from _while_typing(values, "/api/v1/suggest")


def _while_typing(values: Asked, *places: str) -> Iterator[str]:
    if "q" in values:
        typed = {name: value for name, value in values.items() if name not in NOT_ASKED_WHILE_TYPING}
        yield from (f"{place}?{urlencode(typed, doseq=True)}" for place in places)


def fit_addresses(*situations: str) -> Iterator[str]:
    """Yield every address that answers what fits."""
    return (f"{place}?{situation}" for situation in situations for place in ("/fit", "/api/v1/fit"))


@dataclass(frozen=True)
class Twins:
    """The platform with the secrets, and the one without."""

    told: World
    untold: World
    secret: Steps

    @property
    def public(self) -> list[str]:
        """References of all public cases but the secret one."""
        with self.untold.platform.work.reading() as session:
            shown = select(Case.reference).join(Revision).where(Revision.state == State.PUBLISHED)
            return sorted(session.scalars(shown.where(Revision.audience == Audience.PUBLIC)))

    def differing(self, addresses: Iterable[str]) -> list[str]:
        """Return the addresses at which a visitor sees a difference."""
        ours, theirs = self.told.visitor(), self.untold.visitor()
        return [url for url in addresses if readable_parts(ours.get(url)) != readable_parts(theirs.get(url))]

    def close(self) -> None:
        """Let go of both."""
        self.told.close()
        self.untold.close()


def twins(template: Template, folder: Path, audience: Audience) -> Twins:
    """Make two platforms of the demonstration library: with the secret case for an audience, and without."""
    worlds = []
    for name in ("told", "untold"):
        (folder / name).mkdir()
        worlds.append(template.copy(folder / name))
    for world in worlds:
        _archive_what_shares_a_sentinel(world)
    told, untold = worlds
    secret = case_in(told, State.PUBLISHED, **{**SECRET, "audience": audience.value})
    place = Steps.start(untold)
    assert place.reference == secret.reference
    _add_event_and_study(told, EventState.ANNOUNCED, StudyState.LISTED)
    _add_event_and_study(untold, EventState.DRAFT, StudyState.WITHDRAWN)
    for world in worlds:
        world.clock.moment = START + timedelta(days=3)
        case_in(world, State.PUBLISHED, **NEIGHBOUR)
        _add_texts(world, was_disputed=world is told)
    return Twins(told, untold, secret)


def _add_event_and_study(world: World, event: EventState, study: StudyState) -> None:
    """Add an event and a study with words and values of the secret case. Nobody but members reads them."""
    words = {"title": "Xanthoquill banners for the quorbel zandrith", "themes": ["COM-CROWD"]}
    event_in(world, event, **words, initiatives=["brahimi"], asked_of_members="Bring the conroy.")
    study_in(world, study, **words, host_states=["KHM"], year=1961)


def _add_texts(world: World, *, was_disputed: bool) -> None:
    """Add a text that the public does not read, and a delivered one, whatever was said and done before."""
    state = TextState.UNDER_COMMENT if was_disputed else TextState.DRAFT
    text_in(world, state, title="Xanthoquill banners for the quorbel zandrith")
    first = TEXT["paragraphs"] if was_disputed else FINAL
    delivered = text_in(world, TextState.UNDER_COMMENT, paragraphs=first)
    if was_disputed:
        for action in ("comment", "put_under_silence", "ask_to_break", "break_silence"):
            delivered.step(action)
        fine(delivered.change(paragraphs=FINAL))
    for action in ("put_under_silence", "agree", "align"):
        delivered.step(action)
    if was_disputed:
        fine(delivered.act(ANOTHER, "stand_aside"))
    world.clock.moment = world.clock.moment.replace(hour=20, minute=0, second=0)  # everybody reads when
    delivered.step("deliver")


def _archive_what_shares_a_sentinel(world: World) -> None:
    """Take out the public cases in the language and with the evidence of the secret one."""
    shared = (Revision.language == SECRET["language"]) | (Revision.evidence == SECRET["evidence"])
    with world.platform.work.reading() as session:
        found = session.scalars(select(Case.reference).join(Revision).where(Revision.state == State.PUBLISHED, shared))
        references = list(found)
    for reference in references:
        Steps(world, reference).act(Action.ARCHIVE, EDITOR, "Out of date.")


FINAL = [{"id": None, "text": "We ask for training."}]
RESPONSE_DATE = re.compile("<responseDate>[^<]*")  # of a harvest, when it was asked for


def readable_parts(answer: TestResponse) -> tuple[int, str, list[tuple[str, str]]]:
    """Return all that an answer reveals: status, text and headers, but for what is different each time."""
    text = re.sub(
        r'((?:name="csrf_token" value|data-reader)=")[^"]*', r"\1", answer.get_data().decode("utf-8", "replace")
    )
    text, dates = RESPONSE_DATE.subn("", text)
    varying = {"Date", "Set-Cookie", HEADER}  # the last is a random id of each request
    if dates or 'name="csrf_token"' in text:
        varying.add("ETag")  # a hash of this text, and of the date or the session's own secret
    return answer.status_code, text, [pair for pair in answer.headers if pair[0] not in varying]
