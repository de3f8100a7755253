"""Why a file is refused, in words that say what would be accepted."""

from enum import StrEnum

from case_studies.errors import N_


class FileProblem(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_TYPE = "unknown_type"
    SEVERAL_TYPES = "several_types"
    DAMAGED = "damaged"
    TOO_COSTLY = "too_costly"
    ENCRYPTED = "encrypted"
    SIGNED = "signed"
    MACROS = "macros"
    ACTIVE = "active"
    EMBEDDED = "embedded"
    FROM_ELSEWHERE = "from_elsewhere"
    CHANGES = "changes"
    HIDDEN_SHEETS = "hidden_sheets"
    PICTURE_KIND = "picture_kind"


PROBLEMS: dict[FileProblem, str] = {
    FileProblem.EMPTY: N_("The file is empty."),
    FileProblem.TOO_LARGE: N_("The file is larger than 10 MB."),
    FileProblem.UNKNOWN_TYPE: N_(
        "This is no PDF, DOCX, XLSX, PNG, JPEG or WebP file. The content decides, not the name."
    ),
    FileProblem.SEVERAL_TYPES: N_("The file is of two kinds at once, and programs could read it differently."),
    FileProblem.DAMAGED: N_("The file is damaged and can’t be read. Save it again in the program that made it."),
    FileProblem.TOO_COSTLY: N_("The file unpacks to more than can be read safely. Save a smaller one."),
    FileProblem.ENCRYPTED: N_("The file is encrypted. Save it without a password and without restrictions."),
    FileProblem.SIGNED: N_("The file has a digital signature, which names a person. Print it to a new PDF."),
    FileProblem.MACROS: N_("The file has macros. Save it as a DOCX or XLSX file without them."),
    FileProblem.ACTIVE: N_("The file has scripts or actions that start by themselves. Print it to a new PDF."),
    FileProblem.EMBEDDED: N_("The file has other files or objects inside. Remove them, or attach them by themselves."),
    FileProblem.FROM_ELSEWHERE: N_("The file loads content from another place when it is opened. Break these links."),
    FileProblem.CHANGES: N_(
        "The file has comments or tracked changes, which name people. Accept the changes and delete the comments."
    ),
    FileProblem.HIDDEN_SHEETS: N_("The file has hidden sheets. Show or delete them."),
    FileProblem.PICTURE_KIND: N_("The file has a picture that can’t be cleaned. Use PNG or JPEG pictures in it."),
}


class FileRefused(Exception):  # noqa: N818 - the house names exceptions by what happened
    """A file is refused."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem)
        self.problem = problem
