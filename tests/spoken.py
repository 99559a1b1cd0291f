"""Example sentences coded for the tests of voice."""

from functools import cache
from typing import NamedTuple

from analysis import tables
from analysis.framing.attribution import Attribution, Attributions, attribute
from analysis.framing.coding import Corpus
from analysis.framing.words import Article, Sentence, sentences_of
from analysis.language.lemmas import Engine, best_engine
from analysis.pipeline import prepare


class Told(NamedTuple):
    """A text, its sentences and its attributions."""

    text: str
    article: Article
    sentences: list[Sentence]
    attributions: Attributions

    def at(self, span: tuple[int, int] | None) -> str | None:
        return self.text[span[0] : span[1]] if span else None

    def said(self) -> list[tuple[str, str | None, str]]:
        """Give cue, source and type of source of every attribution."""
        return [
            (self.text[slice(*one.cue)], self.at(one.source), one.source_type) for one in self.attributions
        ]

    def only(self) -> Attribution:
        (one,) = self.attributions
        return one


@cache
def engine() -> Engine:
    return best_engine()


def corpus_of(*texts: str, outlet: str = "صحيفة") -> Corpus:
    rows = ({"doc_id": f"a{i}", "outlet": outlet, "title": "", "text": text} for i, text in enumerate(texts))
    return prepare(tables.from_rows("articles", rows), engine())


def tell(text: str) -> Told:
    ((_, article),) = sentences_of(*corpus_of(text))
    return Told(text, article, list(article), attribute(article, text))
