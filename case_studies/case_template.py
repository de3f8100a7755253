"""The template of a case: the limits of its fields, and the guidance for each section.

Form and API use the same limits.
"""

import re
from dataclasses import dataclass

from case_studies.errors import N_
from case_studies.vocabulary import Language, Section

TITLE_LENGTH = 120  # characters
SUMMARY_WORDS = 150
SECTION_LENGTH = 12_000  # characters, about five pages
SUMMARY_LENGTH = 3_000
CONTACT_LENGTH = 200
SOURCE_LENGTH = 400
MOST_SOURCES = 30
PARTNER_LENGTH = 200
MOST_PARTNERS = 20
ANSWER_LENGTH = 200  # of the line that says who agreed, and when
MOST_THEMES = 5
MOST_CODES = 40  # of any other vocabulary
FIRST_YEAR = 1948  # the first UN peacekeeping operation
LAST_YEAR = 2100
JUSTIFICATION_LENGTH = 1000
CONFIRMATION_LENGTH = 300  # one sentence
NOTE_LENGTH = 4_000
REMARK_LENGTH = 6_000
QUOTE_LENGTH = 1_000
MOST_REMARKS = 60  # of one review
DRAFT_LENGTH = 100_000  # characters of a text that a draft stores; the other limits count when it is handed in
DRAFT_LINE_LENGTH = 2_000  # of one line
DRAFT_CODES = 300


@dataclass(frozen=True, slots=True)
class Guidance:
    """The help shown beside a section of the form."""

    what: str
    example: str
    keep_out: str


GUIDANCE: dict[Section, Guidance] = {
    Section.SUMMARY: Guidance(
        N_("What was done, where, by whom, and with what result. Readers decide here whether to read on."),
        N_(
            "A contingent rehearsed evacuation from the road to the operating table, twice a month, with its own crews."
        ),
        N_("Anything that only the audience may know: the summary is quoted most."),
    ),
    Section.SITUATION: Guidance(
        N_("The risk peacekeepers faced, for whom, and since when. Say what was known, and what was not."),
        N_("Supply columns moved on two roads that had been mined repeatedly; search came only on request."),
        N_("Camp layouts, routes in use, gaps that are still open, the names of casualties."),
    ),
    Section.ACTIONS: Guidance(
        N_("What was done, by whom, in which order. Name the offices and partners, not persons."),
        N_("First a search team was added to each escort; then drivers and searchers trained together for two weeks."),
        N_("Coordinates, timings of patrols, jammer bands, how a device is made."),
    ),
    Section.RESOURCES: Guidance(
        N_("People, money (a band is enough), equipment, time, and who supported. “Not published” is an answer."),
        N_("Twelve trainers for six weeks; vehicles on loan from the mission; travel paid by a partner State."),
        N_("Armour ratings, detection ranges, contract prices under negotiation."),
    ),
    Section.RESULTS: Guidance(
        N_(
            "Figure and unit, before and after, and who measured. Write “not measured” if nobody measured. "
            "People trained are an output, not yet a result."
        ),
        N_("Devices found before they exploded rose from one in ten to one in two in six years: the mission’s count."),
        N_("Current evacuation times of a post; medical data of persons."),
    ),
    Section.SHORTCOMINGS: Guidance(
        N_("What did not work, came late, or broke. This is the part that others learn most from."),
        N_("The first radios did not reach the last valley; spare batteries arrived after the rotation."),
        N_("Blame on a person, a party or a host State; matters under investigation or before a court."),
    ),
    Section.LESSONS: Guidance(
        N_("What you would repeat, and what you would avoid. One line each, so that a trainer can lift it."),
        N_("Repeat: one medic in each vehicle. Avoid: changing the radio plan during the rotation."),
        N_("Papers of a Board of Inquiry, and anything under a national classification."),
    ),
    Section.TRANSFER: Guidance(
        N_("Where else it would fit, and under which conditions: terrain, threat, unit, means, host-State consent."),
        N_("Fits any unit that escorts convoys and has a workshop; needs the host State’s consent to search roads."),
        N_("Where it is in use now, if that would help an attacker."),
    ),
}

KEEP_OUT: tuple[str, ...] = (
    N_("Papers under a national or UN classification, and papers of a Board of Inquiry."),
    N_("Places in use: camp layouts, gate routines, coordinates, routes."),
    N_("Timings of patrols and convoys; evacuation times of a post."),
    N_("Gaps that are still open."),
    N_("Names, faces, service numbers or medical data of casualties."),
    N_("Sources, and communities that warned."),
    N_("Jammer bands, detection ranges, armour ratings."),
    N_("How a device is made or set off."),
    N_("Contract prices under negotiation."),
    N_("Matters under investigation or before a court."),
)
"""What no case may contain, for any audience."""


_MAILBOX = re.compile(r"[^\s@()<>\[\],;:\\\"]+@[^\s@()<>\[\],;:\\\".]+(?:\.[^\s@()<>\[\],;:\\\".]+)+")


def is_mailbox(text: str) -> bool:
    """Return whether a text has the form of an e-mail address."""
    return _MAILBOX.fullmatch(text) is not None


RIGHT_TO_LEFT = frozenset({Language.ARABIC})
