"""The stream against the tables: the same phrases at the same places, whatever passes the sieve."""

import pandas as pd
import pyarrow as pa
import pytest

from analysis.framing.matching import Vocabulary, find_paths, phrases_of, words_of
from analysis.framing.stream import Stream
from analysis.language.lemmas import add_lemmas, engine_named
from analysis.language.tokens import tokenise_corpus
from one_text import LEXICON, codebook

TEXTS = [
    "كانت الضربة قوية جدا، وضربات «قوية» أخرى.\nفشل في التنسيق\nبين الفريقين 12.5",
    "",
    "وبضربتها القوية كتبَ المقاتلون عن فشل التنسيق! www.a.b فجوات في التعاون",
    "ضـربة\u200c قويّة؛ ضربة\nقوية؛ فتحوا آفاقًا ويفتح الآفاق. زغبطة كبرى وبالزغبطة الكبرى وزغبطتهم كبرى",
]
CUES = """[{words: ضربة قوية, within: 1}, {words: فشل التنسيق, variants: [فشل في التنسيق]}, فجوة في التعاون,
  {words: فتح آفاق, pos: {فتح: verb}}, زغبطة كبرى, {words: مقاتل, lemmas: {مقاتل: مُقاتِل}}, كتب]"""


def by_tables(engine, phrases):
    rows = []
    articles = pd.DataFrame({"doc_id": [str(i) for i in range(len(TEXTS))], "text": TEXTS})
    lines, at = [], [0] * len(TEXTS)
    for i, text in enumerate(TEXTS):
        for line in text.split("\n"):
            lines.append((str(i), len(lines), at[i], at[i] + len(line)))
            at[i] += len(line) + 1
    segments = pd.DataFrame(lines, columns=["doc_id", "segment_id", "start", "end"])
    _, tokens, types = tokenise_corpus(articles, segments)
    types = add_lemmas(types, engine)
    words = words_of(tokens, types)
    for number, paths in enumerate(find_paths(words, Vocabulary(types, engine), phrases)):
        for path in words.token[paths]:
            first, last = tokens.iloc[path[0]], tokens.iloc[path[-1]]
            rows.append((int(first["doc_id"]), first["start"], last["end"], number))
    return sorted(rows)


@pytest.mark.parametrize("name", ["lexicon", "clitics"])
@pytest.mark.parametrize("batch", [1, 4])
def test_the_stream_finds_what_the_tables_find(name, batch):
    engine = engine_named(name)
    cues = CUES if name == "lexicon" else CUES.replace("{فتح: verb}", "{}").replace("مُقاتِل", "مقاتل")
    phrases = list(phrases_of(codebook(cues)))
    stream, rows = Stream(phrases, engine), []
    for begin in range(0, len(TEXTS), batch):
        found = stream.find(pa.array(TEXTS[begin : begin + batch]))
        rows += [(int(text) + begin, *map(int, place)) for text, *place in zip(*found, strict=True)]
    assert len(rows) >= 6
    assert sorted(rows) == by_tables(engine, phrases)


def rows_of(stream, texts):
    found = [(i, stream.find(pa.array([text]))) for i, text in enumerate(texts)]
    return [(i, *map(int, row)) for i, of_text in found for row in zip(*of_text, strict=True)]


@pytest.mark.parametrize("most", [1, 6, 20])
def test_a_stream_that_forgets_rare_types_finds_the_same(most):
    wanted, texts = list(phrases_of(codebook(CUES))), [*TEXTS, *TEXTS[::-1]] * 2
    whole, flat = Stream(wanted, LEXICON), Stream(wanted, LEXICON, most_types=most)
    assert rows_of(flat, texts) == rows_of(whole, texts) != []
    assert flat.scanner.types.n < whole.scanner.types.n


def test_an_edited_codebook_finds_the_types_that_were_kept():
    first = Stream(list(phrases_of(codebook("[ضربة قوية, فشل التنسيق]"))), LEXICON, most_types=20)
    rows_of(first, TEXTS * 2)
    wanted = list(phrases_of(codebook(CUES)))
    assert rows_of(Stream(wanted, LEXICON, before=first), TEXTS) == rows_of(Stream(wanted, LEXICON), TEXTS)


def test_an_edited_codebook_is_found_in_the_words_that_were_kept():
    engine = engine_named("lexicon")
    first = Stream(list(phrases_of(codebook("[ضربة قوية, فشل التنسيق]"))), engine)
    kept = first.words(pa.array(TEXTS))
    wanted = list(phrases_of(codebook(CUES)))
    edited, fresh = Stream(wanted, engine, before=first), Stream(wanted, engine)
    again, anew = edited.find_in(kept, threads=2), fresh.find(pa.array(TEXTS))
    assert sorted(zip(*again, strict=True)) == sorted(zip(*anew, strict=True))
    assert len(anew.text) >= 6
