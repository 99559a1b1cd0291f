"""Texts that are too long for their place are cut, visibly."""


def on_one_line(text: str, longest: int) -> str:
    """Write a stretch of an article on one line, shortened."""
    return shortened(" ".join(text.split()), longest)


def shortened(text: str, longest: int) -> str:
    """Cut a text that is longer than ``longest`` characters, between two words where it has any."""
    if len(text) <= longest:
        return text
    kept, _, _ = text[: longest + 1].rpartition(" ")
    return f"{kept.rstrip()} …" if kept else f"{text[:longest].rstrip()}…"
