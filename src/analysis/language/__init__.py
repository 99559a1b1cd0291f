"""Words: spelling, tokens with offsets, and the lemmas that a form may belong to."""

from analysis.language.lemmas import add_lemmas, best_engine
from analysis.language.tokens import tokenise_corpus

__all__ = ["add_lemmas", "best_engine", "tokenise_corpus"]
