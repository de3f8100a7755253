"""Bitmaps of documents, as facets use them, from masks and back."""

import numpy as np

from case_studies.search.arrays import Array


def bitmap_of(mask: Array) -> int:
    """Return a mask of documents as a bitmap."""
    return int.from_bytes(np.packbits(mask, bitorder="little").tobytes(), "little")


def mask_of(bits: int, size: int) -> Array:
    """Return a bitmap as a mask of `size` documents; bits beyond are ignored."""
    octets = np.frombuffer((bits & ((1 << size) - 1)).to_bytes(size // 8 + 1, "little"), dtype=np.uint8)
    return np.unpackbits(octets, count=size, bitorder="little").astype(bool)
