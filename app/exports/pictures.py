"""Pictures in files. Not every program shows WebP, so they are drawn again in a form that all show."""

import io
from dataclasses import dataclass

from PIL import Image

from app.downloads import read_stored

MOST_POINTS, DOTS_PER_INCH = 430, 150


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture as JPEG or PNG, and how many points wide it is in print."""

    content: bytes
    suffix: str
    media_type: str
    points: float


def draw_again(stored: str) -> DrawnPicture:
    """Return a picture of the store."""
    drawn = io.BytesIO()
    with Image.open(io.BytesIO(read_stored(stored))) as image:
        points = min(image.width / DOTS_PER_INCH * 72, MOST_POINTS)
        if image.mode == "RGB":
            image.save(drawn, "JPEG", quality=90)
            return DrawnPicture(drawn.getvalue(), "jpg", "image/jpeg", points)
        image.save(drawn, "PNG", optimize=True)
        return DrawnPicture(drawn.getvalue(), "png", "image/png", points)
