"""The kinds of files that can be attached to a case: a closed list of the vocabulary, which is long."""

from enum import StrEnum


class MediaType(StrEnum):
    """The kind of a file, by its content."""

    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    PNG = "image/png"
    JPEG = "image/jpeg"
    WEBP = "image/webp"

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, which needs a description."""
        return self in (MediaType.PNG, MediaType.JPEG, MediaType.WEBP)

    @property
    def extension(self) -> str:
        """The end of the name of such a file."""
        return f".{self.name.lower()}" if self is not MediaType.JPEG else ".jpg"
