"""What can be wrong with an index. Each message is for the administrator and names the command to run."""

REBUILD = "flask --app app search rebuild"


class SearchError(Exception):
    """Search cannot answer or write just now."""


class IndexMissing(SearchError):  # noqa: N818
    """Nothing was ever built for this audience."""

    def __init__(self, audience: str) -> None:
        super().__init__(f"There is no search index for the audience '{audience}' yet. Run: {REBUILD}")


class IndexUnusable(SearchError):  # noqa: N818
    """The index on disk was made by another version of Casebook, or is damaged. It is left as it is."""

    def __init__(self, audience: str, reason: str) -> None:
        super().__init__(f"The search index for '{audience}' cannot be used ({reason}). Run: {REBUILD}")


class IndexBusy(SearchError):  # noqa: N818
    """Another process held the write lock for longer than we wait. Nothing was written; try again."""

    def __init__(self, audience: str, seconds: float) -> None:
        super().__init__(f"The search index for '{audience}' was still being written after {seconds:g} s.")
