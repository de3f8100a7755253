"""What changed between two versions of a joint text."""

from flask import Blueprint, render_template, request

from app.access import signed_in
from app.current import reading
from app.identity import actor
from app.schemas.texts import TextComparisonSchema
from case_studies.operations.texts.paragraphs import compare_versions
from case_studies.operations.texts.queries import find_text, find_versions
from case_studies.policy.text_release import ReleasedText

pages = Blueprint("text_changes", __name__)


@pages.get("/texts/<text:reference>/changes")
@signed_in
def changes(reference: str) -> str:
    """Show word by word what changed between two versions, by default the two newest ones."""
    with reading() as session:
        text = ReleasedText(find_text(session, actor(), reference), actor())
        before, after = find_versions(text, **TextComparisonSchema().load(request.args))
        return render_template(
            "texts/changes.html",
            text=text,
            before=before,
            after=after,
            paragraphs=compare_versions(before, after),
            numbers=[(version.number, version.number) for version in text.versions],
        )
