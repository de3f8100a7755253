"""The types of numpy arrays that relevance, the store and retrieval share."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Shape = tuple["np.dtype[Any]", int]
"""Type and length of an array."""
