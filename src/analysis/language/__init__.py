"""Words: spelling, tokens with offsets, and the lemmas that a form may belong to."""

from analysis.language.lemmas import best_engine

__all__ = ["best_engine"]
