"""A map of host States without borders: a dot for each State, larger with the number of its cases.

It is an equirectangular projection, drawn on the server. A list beside the map has the same States and numbers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from case_studies.operations.topics.topic import Entry
from case_studies.taxonomy.places import centroids

WIDTH, HEIGHT = 480, 280  # units of the image
MARGIN = 12  # degrees around the States with cases
LEAST_WIDTH = 130  # degrees, so that a single State is recognized by its neighbours
MIDDLE = (8.0, 20.0)  # of the map while there is no case: Africa, where most operations are
SMALLEST, LARGEST = 9, 14  # radius, so that the number fits in

Point = tuple[float, float]
"""Latitude and longitude, or x and y."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A host State with cases on the map."""

    entry: Entry
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class WorldMap:
    """The dots of all States, as the path of an SVG image, and the States with cases, the largest first."""

    width: int
    height: int
    dots: str
    spots: list[Spot]


def world_map(entries: Iterable[Entry]) -> WorldMap:
    """Return the map of the host States with cases. A region has no place on it."""
    counted = [entry for entry in entries if entry.count and entry.code in centroids()]
    window = _Window.around([centroids()[entry.code] for entry in counted])
    most = max((entry.count for entry in counted), default=1)
    spots = [
        Spot(entry, *window.place(centroids()[entry.code]), _radius(entry.count / most))
        for entry in sorted(counted, key=lambda entry: -entry.count)
    ]
    points = map(window.place, centroids().values())
    dots = "".join(f"M{x:g} {y:g}h0" for x, y in points if 0 <= x <= WIDTH and 0 <= y <= HEIGHT)
    return WorldMap(WIDTH, HEIGHT, dots, spots)


@dataclass(frozen=True, slots=True)
class _Window:
    """The part of the world that the map shows."""

    middle: Point
    scale: float
    """Units a degree."""

    @classmethod
    def around(cls, points: Sequence[Point]) -> "_Window":
        """Return the window that holds these points with a margin."""
        latitudes, longitudes = zip(*(points or [MIDDLE]), strict=True)
        width = max(max(longitudes) - min(longitudes) + 2 * MARGIN, LEAST_WIDTH)
        height = max(latitudes) - min(latitudes) + 2 * MARGIN
        middle = (max(latitudes) + min(latitudes)) / 2, (max(longitudes) + min(longitudes)) / 2
        return cls(middle, min(WIDTH / width, HEIGHT / height))

    def place(self, point: Point) -> Point:
        """Return where a point of the world is in the image."""
        latitude, longitude = point
        x = WIDTH / 2 + (longitude - self.middle[1]) * self.scale
        y = HEIGHT / 2 - (latitude - self.middle[0]) * self.scale
        return round(x, 1), round(y, 1)


def _radius(share: float) -> float:
    return round(SMALLEST + (LARGEST - SMALLEST) * sqrt(share), 1)
