"""Published cases as long as the form allows, one in each language, with a table of six columns over several sheets."""

from itertools import cycle, islice

from sqlalchemy import select

from case_studies.case_template import SUMMARY_WORDS
from case_studies.models import Revision
from case_studies.vocabulary import Language, State
from case_studies.word_count import count_words
from tests.support.workflow_cases import case_in
from tests.support.world import WHOLE_CASE, World

COLUMNS, ROWS = 6, 60
TABLE = "\n".join(
    "| " + " | ".join(cells) + " |"
    for cells in (
        [f"Heading{column}" for column in range(COLUMNS)],
        ["---"] * COLUMNS,
        *([f"Cell{row}x{column} decontamination" for column in range(COLUMNS)] for row in range(ROWS)),
    )
)


def add_long_cases(library: World, **changes: str) -> dict[str, str]:
    """Publish a long case in each language; return their references by language."""
    return {language: add_long_case(library, language, **changes) for language in Language}


def add_long_case(library: World, language: str, **changes: str) -> str:
    """Publish a case whose words are those of a case of the demonstration; return its reference."""
    with library.platform.work.reading() as session:
        chosen = select(Revision).where(Revision.language == language, Revision.state == State.PUBLISHED)
        model = session.scalars(chosen.order_by(Revision.id)).first()
        assert model is not None
        title, sections = model.title, dict(model.sections)
    long = {name: f"{text}\n\n{text}" for name, text in sections.items()}
    sections = {**WHOLE_CASE["sections"], **long, "summary": summary_of(sections["summary"])}
    sections["results"] += f"\n\n{TABLE}"
    return case_in(library, State.PUBLISHED, title=title, language=language, sections=sections, **changes).reference


def summary_of(text: str) -> str:
    """Return the longest summary that is allowed, made of the words of a text."""
    parts = text.split() if " " in text else list(text)
    between = " " if " " in text else ""
    longest = ""
    for count in range(SUMMARY_WORDS // 2, 3 * SUMMARY_WORDS):
        summary = between.join(islice(cycle(parts), count))
        if count_words(summary) > SUMMARY_WORDS:
            break
        longest = summary
    return longest
