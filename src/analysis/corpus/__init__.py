"""Files in, ``articles`` out: decoding, the manifest, hashes."""

from analysis.corpus.manifest import UNKNOWN, load_articles

__all__ = ["UNKNOWN", "load_articles"]
