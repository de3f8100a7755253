"""The text of a case: from Markdown, as it is stored, to sanitized HTML or plain text."""

from case_studies.markdown.html import DIALECT, to_html, to_linked_line
from case_studies.markdown.plain import to_plain, with_plain_tables

__all__ = ["DIALECT", "to_html", "to_linked_line", "to_plain", "with_plain_tables"]
