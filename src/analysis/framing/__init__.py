"""Frames: the codebook, where its cues stand, and who says them."""

from analysis.framing.codebook import Codebook, load_codebook
from analysis.framing.coding import Coded, Corpus, code
from analysis.framing.explanation import explain
from analysis.framing.kwic import kwic
from analysis.framing.tabulation import by_voice, counted, course, frame_table, most_telling

__all__ = [
    "Codebook",
    "Coded",
    "Corpus",
    "by_voice",
    "code",
    "counted",
    "course",
    "explain",
    "frame_table",
    "kwic",
    "load_codebook",
    "most_telling",
]
