"""What can be wrong with an index. Each message is for the administrator and names the command to run."""

REBUILD = "casebook search rebuild"


class SearchError(Exception):
    """Search can't answer, or update its index, at the moment."""


class IndexMissing(SearchError):  # noqa: N818
    """No index was ever built for this audience."""

    def __init__(self, audience: str) -> None:
        super().__init__(f"There is no search index for the audience '{audience}' yet. Run: {REBUILD}")


class IndexUnusable(SearchError):  # noqa: N818
    """The index on disk is damaged, or another version of Casebook wrote it. Nothing on disk is changed."""

    def __init__(self, audience: str, reason: str) -> None:
        super().__init__(f"The search index for '{audience}' cannot be used ({reason}). Run: {REBUILD}")


class IndexOutdated(IndexUnusable):
    """Another version of Casebook wrote the index. A server builds a new one at its start."""

    def __init__(self, audience: str) -> None:
        super().__init__(audience, "another version of Casebook made it")


class IndexBusy(SearchError):  # noqa: N818
    """Another process held the write lock longer than we wait. Nothing was written; the change can be tried again."""

    def __init__(self, audience: str, seconds: float) -> None:
        super().__init__(f"The search index for '{audience}' was still being written after {seconds:g} s.")
