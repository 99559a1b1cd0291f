"""Attributions of an article -> the same, with every short name and silent verb traced to its speaker."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from analysis.framing.reported_speech import Attribution
from analysis.framing.words import Sentence, Span
from analysis.language.orthography import normalise

#: Words in a row that a pull quote must share with a content.
REPEATED_WORDS = 4


_TITLE_AND_SURNAME = 2


class Memory:
    """Who has spoken so far in an article, and by what names."""

    def __init__(self, sentences: Sequence[Sentence], text: str) -> None:
        self._sentences, self._text = sentences, text
        self._last: dict[bool | None, Attribution] = {}
        self._full: dict[str, Attribution] = {}
        self._names: dict[str, Span] | None = None

    def resolve(self, found: Sequence[Attribution]) -> list[Attribution]:
        """Give short names and pro-drop verbs the speaker whom the article named before."""
        resolved = []
        for attribution in found:
            one = self._resolved(attribution)
            if one.speaker and one.source_type != "implicit":
                self._remember(one)
            resolved.append(one)
        return resolved

    def _resolved(self, one: Attribution) -> Attribution:
        if one.source is None:
            passive, one = one.resolved, replace(one, resolved=False)
            last = self._last_speaker(one.feminine)
            if passive or last is None:
                return one
            return replace(
                one,
                speaker=last.speaker,
                speaker_type=last.speaker_type,
                resolved=True,
                first_named=last.first_named,
            )
        one = replace(one, resolved=False)
        words = (one.speaker or "").split()
        full = self._full.get(_key(words))
        if not full and len(words) > 1 and one.source_type == "institution":
            full = self._surnamed(words)
            one = replace(one, source_type="named", speaker_type="named") if full else one
        if full and full.speaker != one.speaker:
            return replace(
                one,
                speaker=full.speaker,
                speaker_type=full.speaker_type,
                resolved=True,
                first_named=full.first_named,
            )
        if full:
            return replace(one, first_named=full.first_named)
        if one.source_type == "named" and len(words) == 1:
            named = self._named_in_text(_key(words), one.cue.start)
            if named:
                return replace(
                    one,
                    speaker=" ".join(self._text[named.start : named.end].split()),
                    resolved=True,
                    first_named=named,
                )
        return one

    def _last_speaker(self, feminine: bool | None) -> Attribution | None:
        """Give who spoke last, in the gender of a verb if it tells one."""
        return self._last.get(feminine)

    def _surnamed(self, words: Sequence[str]) -> Attribution | None:
        """Find the person whose surname stands behind a title: الرئيس الغانم."""
        full = self._full.get(_key(words[-1:]))
        return full if full and full.source_type == "named" and len(words) == _TITLE_AND_SURNAME else None

    def _remember(self, one: Attribution) -> None:
        for gender in {one.feminine, None} if one.feminine is not None else (True, False, None):
            self._last[gender] = one
        words = (one.speaker or "").split()
        for key in {_key(words), _key(words[-1:]), *_title_keys(words, one.source_type)}:
            self._full.setdefault(key, one)

    def _named_in_text(self, name: str, before: int) -> Span | None:
        """Find the full name that an article gives a person before anybody reports their words."""
        if self._names is None:
            self._names = dict(_full_names(self._sentences))
        span = self._names.get(name)
        return span if span and span.start < before else None


def _key(words: Sequence[str]) -> str:
    return " ".join(normalise(word).removeprefix("ال") for word in words)


def _title_keys(words: Sequence[str], kind: str) -> Iterator[str]:
    """Yield by what noun alone a speaker may be called again: وزير الإسكان ماجد الحقيل -> الوزير."""
    if len(words) > 1 and kind in ("named", "institution"):
        yield _key(words[:1])


def _full_names(sentences: Sequence[Sentence]) -> Iterator[tuple[str, Span]]:
    """Yield surnames with the first full name that ends in them; the first one counts."""
    found: dict[str, Span] = {}
    for i in range(len(sentences)):
        words = sentences[i].words
        for j in range(1, len(words)):
            first, last = words[j - 1], words[j]
            if not first.type.name_like or first.type.place or first.type.only_verb:
                continue
            surname = (
                last.type.is_word and (last.type.name_like or last.type.definite) and not last.type.place
            )
            if surname and not last.type.joined and not (last.type.title or last.type.institution):
                found.setdefault(_key([last.form]), Span(first.start, last.end))
    yield from found.items()


def pull_quotes(
    sentences: Sequence[Sentence], found: Sequence[Attribution], text: str
) -> Iterator[Attribution]:
    """Give each pull quote the speaker whose reported words it repeats."""
    pulled = [sentences[i] for i in range(len(sentences)) if sentences[i].role == "pull quote"]
    if not pulled:
        return
    said: dict[tuple[str, ...], Attribution] = {}
    for attribution in found:
        if attribution.content:
            for run in _runs(text[slice(*attribution.content)]):
                said.setdefault(run, attribution)
    for sentence in pulled:
        runs = _runs(text[sentence.start : sentence.end])
        repeated = next((said[run] for run in runs if run in said), None)
        if repeated:
            yield replace(
                repeated,
                sentence_id=sentence.sentence_id,
                cue=Span(sentence.start, sentence.start),
                source=None,
                source_type="implicit",
                content=Span(sentence.start, sentence.end),
                direct=False,
                resolved=True,
            )


def _runs(text: str) -> list[tuple[str, ...]]:
    """Give the runs of words of a text, for comparison."""
    words = [normalise(word.strip('"“”«»،.؛:')) for word in text.split()]
    return [tuple(words[i : i + REPEATED_WORDS]) for i in range(len(words) - REPEATED_WORDS + 1)]
