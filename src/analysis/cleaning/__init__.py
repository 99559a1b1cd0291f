"""Articles in, ``segments`` out: each stretch with its role and the rule that decided it."""

from analysis.cleaning.segments import segment_corpus

__all__ = ["segment_corpus"]
