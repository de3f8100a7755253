"""Pictures are drawn again from their pixels: nothing else of the file that arrived is kept."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

from case_studies.attachments.limits import LONGEST_SIDE, MOST_PIXELS, PREVIEW_SIDE
from case_studies.attachments.problems import FileProblem, FileRefused
from case_studies.media_types import MediaType

FORMATS = {MediaType.PNG: "PNG", MediaType.JPEG: "JPEG", MediaType.WEBP: "WEBP"}
OPTIONS: dict[str, dict[str, int | bool]] = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 85, "optimize": True, "progressive": True},
    "WEBP": {"quality": 85, "method": 4},
    "GIF": {},
}
MODES = ("1", "L", "LA", "RGB", "RGBA")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that was drawn again, with a small one for pages."""

    content: bytes
    preview: bytes
    width: int
    height: int


def clean_picture(content: bytes, kind: MediaType) -> Picture:
    """Return a picture without metadata, upright and not larger than needed, and its preview."""
    image = _upright(content, FORMATS[kind])
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    small = image.copy()
    small.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    return Picture(_encode(image, FORMATS[kind]), _encode(small, "WEBP"), image.width, image.height)


def clean_picture_inside(content: bytes, name: str) -> bytes:
    """Return a picture of an Office file without metadata, of the size that it has."""
    kind = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "gif": "GIF"}.get(name.rpartition(".")[2].lower())
    if kind is None:
        raise FileRefused(FileProblem.PICTURE_KIND)
    return _encode(_upright(content, kind), kind)


def _upright(content: bytes, format_name: str) -> Image.Image:
    """Return the pixels of a picture in the usual colours, turned as its camera says."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=(format_name,)) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise FileRefused(FileProblem.TOO_COSTLY)
                opened.load()
                return _usual_colours(ImageOps.exif_transpose(opened))
    except Image.DecompressionBombError as error:
        raise FileRefused(FileProblem.TOO_COSTLY) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise FileRefused(FileProblem.DAMAGED) from error


def _usual_colours(image: Image.Image) -> Image.Image:
    """Return the picture in sRGB or grey. A new picture has nothing of what came beside the pixels."""
    profile = image.info.get("icc_profile")
    has_alpha = "transparency" in image.info or image.mode in ("LA", "RGBA", "PA")
    if image.mode not in MODES or "transparency" in image.info:
        image = image.convert("RGBA" if has_alpha else "RGB") if image.mode != "CMYK" else image
    if profile and image.mode in ("RGB", "RGBA", "CMYK"):
        image = _in_srgb(image, profile, "RGBA" if image.mode == "RGBA" else "RGB")
    if image.mode == "CMYK":
        image = image.convert("RGB")
    drawn = Image.new(image.mode, image.size)
    drawn.paste(image)
    return drawn


def _in_srgb(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    try:
        converted = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError):
        return image
    return converted or image


def _encode(image: Image.Image, format_name: str) -> bytes:
    if format_name == "JPEG" and image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    if format_name == "WEBP" and image.mode not in ("RGB", "RGBA"):
        image = image.convert("RGBA" if "A" in image.mode else "RGB")
    written = io.BytesIO()
    image.save(written, format_name, **OPTIONS[format_name])
    return written.getvalue()
