"""One text, one frame: what the tests of matching write down."""

from types import SimpleNamespace

import pandas as pd
import yaml

from analysis.framing.codebook import Codebook
from analysis.framing.matching import find_mentions, with_forms
from analysis.language.lemmas import add_lemmas, engine_named
from analysis.language.tokens import tokenise_corpus

LEXICON = engine_named("lexicon")


def prepared(text, engine=LEXICON):
    """Tokenise and analyse one text, without segmenting it."""
    articles = pd.DataFrame({"doc_id": ["a"], "text": [text]})
    whole = articles.assign(segment_id=0, start=0, end=len(text))
    sentences, tokens, types = tokenise_corpus(articles, whole)
    return SimpleNamespace(
        texts={"a": text}, sentences=sentences, tokens=tokens, types=add_lemmas(types, engine)
    )


def codebook(cues, not_when="[]"):
    """Make a codebook of one frame; cues and exclusions as YAML."""
    frame = {
        "name": {"en": "Frame", "ar": "إطار"},
        "function": "cause",
        "definition": "A frame.",
        "source": "written for a test",
        "cues": yaml.safe_load(cues),
        "not_when": yaml.safe_load(not_when),
    }
    return Codebook.model_validate(
        {
            "codebook": "one",
            "version": "1",
            "title": {"en": "One", "ar": "واحد"},
            "source": "written for a test",
            "frames": {"frame": frame},
        }
    )


def mentions(text, cues, not_when="[]", engine=LEXICON):
    """Find a codebook's mentions in a text, with their forms."""
    corpus = prepared(text, engine)
    found = find_mentions(corpus.tokens, corpus.types, codebook(cues, not_when), engine)
    return with_forms(found, corpus.texts)


def forms(*arguments, **options):
    """Give only the words found."""
    return mentions(*arguments, **options)["form"].tolist()
