"""An index as the readers of one delegation have it: with documents that only they have, in place of those of others.

A layer is an index of such documents. They are counted, corrected, suggested and ranked as if the delegation had an
index of its own. Everybody else reads a snapshot without them.
"""

from collections.abc import Sequence

import numpy as np

from case_studies.search.arrays import Array
from case_studies.search.contract import READERS
from case_studies.search.retrieval.snapshot import Snapshot, join

MOST_VIEWS = 16
"""Delegations for which the view of a commit is kept."""


def with_layers(base: Snapshot, layers: Sequence[Snapshot], delegation: str) -> Snapshot:
    """Return the snapshot of a delegation; the base itself if no layer has anything for it."""
    key: tuple[str | Snapshot, ...] = (delegation, *layers)
    if key not in base.views:
        if len(base.views) >= MOST_VIEWS:
            base.views.clear()
        base.views[key] = _view(base, layers, delegation)
    return base.views[key]


def _view(base: Snapshot, layers: Sequence[Snapshot], delegation: str) -> Snapshot:
    masks = [layer.facet_mask(READERS, delegation) for layer in layers]
    if not any(mask.any() for mask in masks):
        return base
    live: list[Array] = []
    replaced: set[str] = set()
    for layer, mask in zip(reversed(layers), reversed(masks), strict=True):
        live.insert(0, _except(layer, mask, replaced))
        replaced |= {layer.stored_fields(number).reference for number in np.flatnonzero(mask).tolist()}
    live.insert(0, _except(base, base.live, replaced))
    return join([base, *layers]).restricted(np.concatenate(live), but=READERS)


def _except(snapshot: Snapshot, mask: Array, references: set[str]) -> Array:
    """Return a mask without the documents of some references, which a later layer has."""
    rest = mask.copy()
    rest[[number for reference in references for number in snapshot.documents(reference)]] = False
    return rest
