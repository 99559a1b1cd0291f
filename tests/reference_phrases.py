"""What a phrase search has to find, in plain Python: the specification of framing/phrases.py."""


def find(type_ids, stretch, realised_by, wordings):
    """Try every word as the first of every phrase; take the nearest fitting word each time."""
    realises = [set(types.tolist()) for types in realised_by]
    return [
        [
            path
            for first in range(len(type_ids))
            if (path := _path(first, type_ids, stretch, [realises[w] for w in words], within))
        ]
        for words, within in wordings
    ]


def _path(first, type_ids, stretch, realises, within):
    if type_ids[first] not in realises[0]:
        return None
    path = [first]
    for meets in realises[1:]:
        near = range(path[-1] + 1, min(path[-1] + within + 2, len(type_ids)))
        fits = [i for i in near if stretch[i] == stretch[first] and type_ids[i] in meets]
        if not fits:
            return None
        path.append(fits[0])
    return path
