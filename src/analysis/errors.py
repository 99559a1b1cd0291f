"""What a researcher is told when an input cannot be used."""

from pathlib import Path

from analysis import paths


class InputError(Exception):
    """An input that cannot be used: one line that says what, where (file, row or line) and what to do."""

    def __init__(self, message: str) -> None:
        # What the file holds is repeated in some messages, and may hold line ends.
        super().__init__(" ".join(message.splitlines()))

    def _render_traceback_(self) -> list[str]:
        """Show a researcher in a notebook the line alone, without Python's traceback."""
        return [str(self)]


def shown(path: Path) -> str:
    """Name a file as the researcher knows it: relative to the project where it lies inside."""
    resolved = path.resolve()
    return str(resolved.relative_to(paths.ROOT)) if resolved.is_relative_to(paths.ROOT) else str(path)
