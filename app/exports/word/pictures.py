"""Pictures with a description for those who do not see them."""

import io
from collections.abc import Iterator

from docx.parts.story import StoryPart
from docx.shared import Pt

from app.exports.citation import Picture, one_line
from app.exports.pictures import draw_again
from app.exports.word.languages import Wording
from app.exports.word.nodes import Node, node, paragraph
from app.exports.word.runs import plain


def figure(picture: Picture, part: StoryPart, wording: Wording) -> Iterator[Node]:
    """Yield a picture and, below it, what it shows."""
    drawn = draw_again(picture.stored)
    shows = one_line(picture.shows or picture.name)
    inline = part.new_pic_inline(io.BytesIO(drawn.content), width=Pt(drawn.points))
    inline.docPr.set("descr", shows)
    yield paragraph("Figure", [node("r", node("drawing", inline))], wording.direction)
    yield paragraph("Caption", plain(shows, wording), wording.direction)
