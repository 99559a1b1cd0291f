"""Punctuation as the rules of voice know it."""

OPENING_QUOTES = frozenset('“«"„')
OPENING_SIGNS = OPENING_QUOTES | {"("}
CLOSING_QUOTES = frozenset('”»"')
COMMAS = frozenset("،,؛;")
DASHES = frozenset("-–—")
COLONS = frozenset(":：")
#: Signs that end a clause for good.
STOPS = frozenset(".!?؟…۔")
QUESTION_MARKS = frozenset("?؟")
#: Signs over which a mark of certainty or polarity reaches.
TRANSPARENT = frozenset("\"“”«»()'‘’")
