"""Takes what is no picture out of a JPEG stream, without touching its pixels: for pictures inside of a PDF."""

START_OF_SCAN, END = 0xDA, 0xD9
KEPT = frozenset({0xE0, 0xE2, 0xEE})  # JFIF, the colour profile, Adobe's colours
NOT_NEEDED = frozenset({*range(0xE0, 0xF0), 0xFE}) - KEPT
WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})


def without_metadata(stream: bytes) -> bytes:
    """Return a JPEG stream without comments and application segments such as EXIF; unchanged if it is none."""
    if not stream.startswith(b"\xff\xd8"):
        return stream
    kept, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(stream) and stream[at] == 0xFF:
        marker = stream[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker == START_OF_SCAN:
            return bytes(kept) + _scan(stream[at:])
        length = 0 if marker in WITHOUT_LENGTH else int.from_bytes(stream[at + 2 : at + 4])
        if marker not in NOT_NEEDED:
            kept += stream[at : at + 2 + length]
        at += 2 + length
    return stream


def _scan(stream: bytes) -> bytes:
    """Return the scan up to the end of the picture. What follows it is no part of the picture."""
    end = stream.rfind(b"\xff\xd9")
    return stream if end < 0 else stream[: end + 2]
