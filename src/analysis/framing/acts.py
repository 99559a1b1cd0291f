"""An act of reported speech: as its sentence is read, and as it is told."""

from dataclasses import dataclass
from typing import NamedTuple

from analysis.framing.speakers import Speaker
from analysis.framing.words import Span


class Attribution(NamedTuple):
    """An act of reported speech.

    ``source`` stands in the same sentence; ``speaker`` is whom the source means, in full, and
    ``speaker_type`` what kind of speaker that is. Where the full name was found elsewhere,
    ``resolved`` is true and ``first_named`` is where the article names the speaker first.
    """

    sentence_id: int
    cue: Span
    source: Span | None
    source_type: str
    speaker: str | None
    content: Span | None
    direct: bool
    stance: str = "neutral"
    speaker_type: str = "implicit"
    resolved: bool = False
    first_named: Span | None = None
    feminine: bool | None = None


@dataclass(slots=True)
class Act:
    """An attribution while its sentence is being read; places count words of the sentence."""

    first: int
    end: int
    stance: str
    speaker: Speaker | None
    opens: int | None
    ends: int | None = None
    before: bool = False
    peer: bool = False
    passive: bool = False
    feminine: bool | None = None
