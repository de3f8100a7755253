"""Pictures with a description for those who do not see them. Not every Word shows WebP, so they are drawn again."""

import io
from collections.abc import Iterator

from docx.parts.story import StoryPart
from docx.shared import Length, Pt
from PIL import Image

from app.downloads import read_stored
from app.exports.citation import Picture, one_line
from app.exports.word.languages import Wording
from app.exports.word.nodes import Node, node, paragraph
from app.exports.word.runs import plain

MOST_POINTS, DOTS_PER_INCH = 430, 150


def figure(picture: Picture, part: StoryPart, wording: Wording) -> Iterator[Node]:
    """Yield a picture and, below it, what it shows."""
    content, width = _drawn(read_stored(picture.stored))
    shows = one_line(picture.shows or picture.name)
    inline = part.new_pic_inline(content, width=width)
    inline.docPr.set("descr", shows)
    yield paragraph("Figure", [node("r", node("drawing", inline))], wording.direction)
    yield paragraph("Caption", plain(shows, wording), wording.direction)


def _drawn(content: bytes) -> tuple[io.BytesIO, Length]:
    """Return a picture in a form that every Word shows, and how wide it is in print."""
    drawn = io.BytesIO()
    with Image.open(io.BytesIO(content)) as image:
        width = Pt(min(image.width / DOTS_PER_INCH * 72, MOST_POINTS))
        if image.mode == "RGB":
            image.save(drawn, "JPEG", quality=90)
        else:
            image.save(drawn, "PNG", optimize=True)
    drawn.seek(0)
    return drawn, width
