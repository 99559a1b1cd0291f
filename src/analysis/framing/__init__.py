"""Frames: the codebook, where its cues stand, and who says them."""

from analysis.framing.codebook import Codebook, load_codebook
from analysis.framing.coding import Coded, Corpus, code

__all__ = ["Codebook", "Coded", "Corpus", "code", "load_codebook"]
