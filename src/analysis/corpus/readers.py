"""One article file -> its text, exactly as stored."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from analysis.errors import InputError, shown


class ArticleFile(NamedTuple):
    """What one article file holds."""

    text: str
    encoding: str
    sha256: str


def decode(content: bytes) -> str:
    """Decode UTF-8, a leading byte order mark dropped.

    Raises
    ------
    UnicodeDecodeError
        If the bytes are not UTF-8, or hold a NUL, as UTF-16 does, whose Arabic can pass for UTF-8.
    """
    nul = content.find(b"\0")
    if nul >= 0:
        raise UnicodeDecodeError("utf-8", content, nul, nul + 1, "NUL")
    return content.decode("utf-8-sig")


def read_text(path: Path, where: str) -> ArticleFile:
    """Decode a UTF-8 text file without changing a character of it.

    Parameters
    ----------
    path : Path
        The article file.
    where : str
        Which manifest and row asked for it; errors begin with it.

    Returns
    -------
    ArticleFile
        The text (line ends as stored, a leading byte order mark dropped), the encoding, and the
        SHA-256 of the bytes.

    Raises
    ------
    InputError
        If the file is missing or unreadable, is not UTF-8, or holds no letter.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as cause:
        raise InputError(
            f"{where}: {shown(path)} is missing. Put the file there, or mend the 'path'."
        ) from cause
    except OSError as cause:
        raise InputError(
            f"{where}: {shown(path)} cannot be read ({cause.strerror}). "
            "Mend the 'path', or the file's permissions."
        ) from cause
    try:
        text = decode(content)
    except UnicodeDecodeError as cause:
        line = content.count(b"\n", 0, cause.start) + 1
        raise InputError(
            f"{where}: {shown(path)}, line {line}: byte {content[cause.start]:#04x} is not UTF-8. "
            "Save the file as UTF-8 (older Arabic files are often Windows-1256)."
        ) from cause
    if not any(character.isalpha() for character in text):
        raise InputError(f"{where}: {shown(path)} is empty. Put the article's text in it, or remove the row.")
    return ArticleFile(text, "utf-8", hashlib.sha256(content).hexdigest())
