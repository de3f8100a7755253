"""The files of long exports, in a folder that no web server serves."""

from case_studies.attachments.store import FolderStore


class ExportFolder(FolderStore):
    """Files by a name that the database knows before they are there, so that no file stays without its row."""

    def names(self) -> set[str]:
        """Return the names of all files, and of those that a killed worker left unfinished (`.name.hex`)."""
        return {path.name.lstrip(".").partition(".")[0] for path in self.folder.glob("*/*")}

    def delete(self, name: str) -> None:
        """Delete a file, whole or unfinished."""
        super().delete(name)
        for unfinished in self.folder.glob(f"{name[:2]}/.{name}.*"):
            unfinished.unlink(missing_ok=True)
