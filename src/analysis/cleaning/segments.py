"""Articles -> ``segments``: which stretch is headline, dateline, deck, lead, body, pull quote or furniture.

Nothing is deleted. Every line that holds anything becomes a segment, and names the rule that gave it
its role, so that a reader can dispute it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import islice
from typing import Any, NamedTuple

import pandas as pd
import yaml

from analysis import tables
from analysis.language.orthography import normalise
from analysis.language.tokens import tokenise
from analysis.progress import progress

#: Opening and closing signs of quotations.
QUOTATION = re.compile(r"[\"“«]([^\"“”«»]+)[\"”»]")
#: A place of one to four words, a dash, and at least one word behind it: "دمشق - في ظل ...".
DATELINE = re.compile(
    r"\s*(?P<place>[^\W\d_]+(?:[ ،]+[^\W\d_]+){0,3}\s*(?:\([^)]{1,20}\)\s*)?[-–—]\s)(?=\s*\w)"
)

#: A dateline opens the story: further down, "a name - an aside" only looks like one.
DATELINE_WITHIN = 3
LONGEST_HEADING = 15
LONGEST_HEADLINE = 25
LONGEST_PULL_QUOTE = 25
#: No paragraph of more words than this is furniture, whatever a rule says.
LONGEST_FURNITURE = 25
#: No rule asks whether a line has more words than this.
COUNTED = max(LONGEST_HEADING, LONGEST_HEADLINE, LONGEST_PULL_QUOTE, LONGEST_FURNITURE) + 1
#: How many words of a quotation a pull quote must repeat in a row.
REPEATED_WORDS = 3


class Segment(NamedTuple):
    """A stretch of an article, its role and the rule that gave it."""

    start: int
    end: int
    role: str
    rule: str


@dataclass(frozen=True)
class Line:
    """A line that holds anything, without the white space around it.

    What the rules ask of it is found once, and a long paragraph's words are not counted to the end.
    """

    start: int
    end: int
    text: str

    @cached_property
    def words(self) -> list[str]:
        """The line's words in normalised spelling."""
        return [normalise(self.text[start:end]) for start, end, kind in tokenise(self.text) if kind == "word"]

    @cached_property
    def n_words(self) -> int:
        """The number of its words, or ``COUNTED`` if it has more."""
        if _surely_words(self.text) >= COUNTED:
            return COUNTED
        words = (token for token in tokenise(self.text) if token.kind == "word")
        return sum(1 for _ in islice(words, COUNTED))

    @cached_property
    def plain(self) -> str:
        """The line as rules of furniture are written: normalised, single spaces, no colon at its end."""
        return " ".join(normalise(self.text).split()).rstrip(" :")

    @cached_property
    def quoted(self) -> frozenset[tuple[str, ...]]:
        """The runs of words that the line has in quotation marks."""
        return frozenset(
            run for quotation in QUOTATION.findall(self.text) for run in _runs(Line(0, 0, quotation).words)
        )

    @cached_property
    def closed(self) -> bool:
        """Whether the line ends as a sentence does."""
        return self.text.rstrip("\"'”»)").endswith((".", "!", "?", "؟", "…", "۔"))


def _surely_words(text: str) -> int:
    """Count what begins with a letter behind a space, links left out: each holds a word at least."""
    chunks = text.split(None, 2 * COUNTED)
    return sum(chunk[0].isalpha() for chunk in chunks if not chunk.startswith(("http", "www.")))


@dataclass(frozen=True)
class Furniture:
    """A rule of ``furniture.yml``."""

    rule: str
    lines: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    longest: int = 0
    pattern: re.Pattern[str] | None = None

    def matches(self, line: Line) -> bool:
        """Tell whether the rule takes the line for furniture."""
        if line.plain in self.lines or (self.pattern and self.pattern.match(line.plain)):
            return True
        return line.plain.startswith(self.starts) and line.n_words <= self.longest


def furniture_rules() -> list[Furniture]:
    """Read the rules that a linguist can edit."""
    content = files(__package__).joinpath("furniture.yml").read_text(encoding="utf-8")
    return [_furniture(**entry) for entry in yaml.safe_load(content)]


def _furniture(rule: str, **told: Any) -> Furniture:
    return Furniture(
        rule,
        lines=frozenset(normalise(line) for line in told.get("lines", ())),
        starts=tuple(normalise(start) for start in told.get("starts", ())),
        longest=told.get("longest", 0),
        pattern=re.compile(told["pattern"]) if "pattern" in told else None,
    )


def segment_corpus(articles: pd.DataFrame) -> pd.DataFrame:
    """Give every stretch of every article its role.

    Parameters
    ----------
    articles : DataFrame
        The table of articles.

    Returns
    -------
    DataFrame
        The table ``segments``, numbered within each article from 0, in the order of the text.
    """
    rules = furniture_rules()
    return tables.from_rows(
        "segments",
        (
            {"doc_id": article.doc_id, "segment_id": number, **segment._asdict()}
            for article in progress(articles.itertuples(), "dividing pages", total=len(articles))
            for number, segment in enumerate(segment_article(article.text, _known(article.title), rules))
        ),
    )


def segment_article(text: str, title: str, rules: Sequence[Furniture]) -> Iterator[Segment]:
    """Yield the segments of one article.

    Parameters
    ----------
    text : str
        The raw text.
    title : str
        The headline as the manifest gives it, or "".
    rules : sequence of Furniture
        What is furniture.
    """
    lines = list(_lines(text))
    short = [line for line in lines if line.n_words <= LONGEST_FURNITURE]
    furniture = {line: rule.rule for rule in rules for line in short if rule.matches(line)}
    content = [line for line in lines if line not in furniture]
    headline = _headline(content, title)
    opening = _opening(content, headline)
    for line in lines:
        if line in furniture:
            yield Segment(line.start, line.end, "furniture", furniture[line])
        else:
            yield from _content(line, headline, opening, content)


def _lines(text: str) -> Iterator[Line]:
    for found in re.finditer(r"[^\r\n]+", text):
        kept = found.group().strip()
        if kept:
            start = found.start() + found.group().index(kept[0])
            yield Line(start, start + len(kept), kept)


def _headline(content: Sequence[Line], title: str) -> tuple[Line | None, str]:
    """Find the line that is the headline, and the rule that found it."""
    if title:
        told = Line(0, len(title), title)
        for line in content:
            if line.text == title or (line.n_words == told.n_words and line.words == told.words):
                return line, "equals the manifest's title"
    if content and not content[0].text.endswith(".") and content[0].n_words <= LONGEST_HEADLINE:
        return content[0], "first line, short and without a full stop"
    return None, ""


def _opening(content: Sequence[Line], headline: tuple[Line | None, str]) -> tuple[Line | None, str]:
    """Find the paragraph that opens the story: the one with a dateline, else the first that is no heading."""
    after = [line for line in content if headline[0] is None or line.start > headline[0].start]
    for line in [line for line in after if not _is_heading(line)][:DATELINE_WITHIN]:
        if _dateline(line):
            return line, "paragraph with the dateline"
    for line in after:
        if not _is_heading(line):
            return line, "first paragraph"
    return None, ""


def _content(
    line: Line, headline: tuple[Line | None, str], opening: tuple[Line | None, str], content: Sequence[Line]
) -> Iterator[Segment]:
    """Yield the segments of a line that is no furniture."""
    if line == headline[0]:
        yield Segment(line.start, line.end, "headline", headline[1])
    elif line == opening[0]:
        yield from _lead(line, opening[1])
    elif headline[0] is not None and line.start < headline[0].start:
        yield Segment(line.start, line.end, "kicker", "above the headline")
    elif _is_heading(line):
        yield Segment(line.start, line.end, "subheading", "short line without a full stop")
    elif opening[0] is not None and line.start < opening[0].start:
        yield Segment(line.start, line.end, "deck", "between headline and dateline")
    elif _repeats_quotation(line, content):
        yield Segment(line.start, line.end, "pull quote", "repeats words quoted in another paragraph")
    else:
        yield Segment(line.start, line.end, "body", "paragraph")


def _lead(line: Line, rule: str) -> Iterator[Segment]:
    dateline = _dateline(line)
    if dateline:
        place_end = line.start + len(dateline.rstrip())
        yield Segment(line.start, place_end, "dateline", "place and dash before the first sentence")
        yield Segment(line.start + len(dateline), line.end, "lead", rule)
    else:
        yield Segment(line.start, line.end, "lead", rule)


def _dateline(line: Line) -> str:
    found = DATELINE.match(line.text)
    return found.group() if found and line.n_words > LONGEST_HEADING else ""


def _is_heading(line: Line) -> bool:
    return not line.closed and line.n_words <= LONGEST_HEADING


def _repeats_quotation(line: Line, content: Sequence[Line]) -> bool:
    """Tell whether a short paragraph repeats words that another paragraph has in quotation marks."""
    if line.n_words > LONGEST_PULL_QUOTE or QUOTATION.search(line.text):
        return False
    quoted = [other.quoted for other in content if other.quoted and other != line]
    return bool(quoted) and any(not runs.isdisjoint(_runs(line.words)) for runs in quoted)


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + REPEATED_WORDS]) for i in range(len(words) - REPEATED_WORDS + 1)]


def _known(title: object) -> str:
    return title if isinstance(title, str) else ""
