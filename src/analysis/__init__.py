"""Itar (إطار): framing analysis of Arabic news, each cue with its speaker, certainty and place."""

__version__ = "0.1.0"
