"""Articles + spans -> the annotated reading view, and every mention with its evidence."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from analysis.corpus import UNKNOWN
from analysis.display import style
from analysis.display.listing import grid
from analysis.display.markup import Html, isolated
from analysis.display.words import language, plainly, say
from analysis.framing.codebook import Codebook
from analysis.framing.kwic import kwic
from analysis.framing.tabulation import counted

HEADING_LEVEL = {"headline": 3, "kicker": 4, "subheading": 4}


class Mark(NamedTuple):
    """A stretch of an article with the tag that shows it.

    ``broken`` and ``again`` close and open it where the end of another mark cuts it in two.
    """

    start: int
    end: int
    opening: Markup
    closing: Markup
    broken: Markup
    again: Markup

    def before(self, place: int) -> "Mark":
        """Give the part that ends at ``place``, or the whole mark if it ends there already."""
        return self._replace(end=place, closing=self.broken) if self.end > place else self

    def behind(self, place: int) -> "Mark":
        """Give the part that begins at ``place``, or the whole mark if it begins there or later."""
        return self._replace(start=place, opening=self.again) if self.start < place else self


def anchor(doc_id: str, frame: str, start: int) -> str:
    """Name the place of a mention, so that every number can link to its words.

    Quoted as an address is: an identifier may hold no space, and two frames may begin at one word.
    """
    return f"m-{quote(doc_id, safe='')}-{quote(frame, safe='')}-{start}"


def side_by_side(
    articles: pd.DataFrame,
    segments: pd.DataFrame,
    mentions: pd.DataFrame,
    attributions: pd.DataFrame,
    codebook: Codebook,
) -> Html:
    """Show articles beside each other with their mentions, hedges and speakers marked.

    A frame is a colour and its name; the line under the words tells the voice (solid: outlet, dashed:
    named source, dotted: anonymous), ≈ a hedge, ¬ a negation; page furniture is grey. Nothing of an
    article is left out.
    """
    columns = Markup("").join(
        _article(
            article,
            segments[segments["doc_id"] == article.doc_id],
            mentions[mentions["doc_id"] == article.doc_id],
            attributions[attributions["doc_id"] == article.doc_id],
            codebook,
        )
        for article in articles.itertuples()
    )
    return Html(Markup('{}<div class="reading" dir="rtl" lang="ar">{}</div>').format(key(codebook), columns))


def key(codebook: Codebook) -> Markup:
    """Explain the colours and signs."""
    numbers = {frame: i % len(style.FRAME_COLOURS) for i, frame in enumerate(codebook.frames)}
    frames = Markup("").join(
        Markup('<li class="f{}"><i class="dot"></i>{}</li>').format(numbers[frame_id], frame_name(frame))
        for frame_id, frame in codebook.frames.items()
    )
    lines = Markup("").join(
        Markup('<li><span class="line {}">{}</span></li>').format(line, say(f"key_{line}"))
        for line in ("solid", "dashed", "dotted")
    )
    signs = Markup("<li>{} {}</li><li>{} {}</li><li><span class='furniture'>{}</span></li>").format(
        style.HEDGED, say("hedged"), style.NEGATED, say("negated"), say("key_furniture")
    )
    return Markup('<ul class="key">{}{}{}</ul>').format(frames, lines, signs)


def frame_name(frame: Any) -> Markup:
    """Give a frame's name in the language of the page."""
    return isolated(getattr(frame.name, language(), frame.name.en))


def _article(
    article: Any,
    segments: pd.DataFrame,
    mentions: pd.DataFrame,
    attributions: pd.DataFrame,
    codebook: Codebook,
) -> Markup:
    marks = [*_speaker_marks(attributions), *_mention_marks(mentions, codebook)]
    published = isolated(article.published) if _known(article.published) else say("no_date")
    outlet = say("unknown") if article.outlet == UNKNOWN else isolated(article.outlet)
    stretches = Markup("").join(_segment(article.text, segment, marks) for segment in segments.itertuples())
    return Markup('<article aria-label="{}"><header>{} · {}</header>{}</article>').format(
        _known(article.title) or article.doc_id, outlet, published, stretches
    )


def _segment(text: str, segment: Any, marks: Sequence[Mark]) -> Markup:
    inside = [
        mark.before(segment.end).behind(segment.start)
        for mark in marks
        if segment.start < mark.end and mark.start < segment.end
    ]
    words = _marked(text, segment.start, segment.end, inside)
    level = HEADING_LEVEL.get(segment.role)
    tag = f"h{level}" if level else "p"
    return Markup('<{0} class="{1}" title="{2}: {3}">{4}</{0}>').format(
        tag, segment.role.replace(" ", "-"), say(segment.role), segment.rule, words
    )


def _marked(text: str, start: int, end: int, marks: Iterable[Mark]) -> Markup:
    """Wrap marks around a stretch of text; a mark inside another is nested, the longer outside.

    A mark that begins inside another and ends behind it is shown in two parts.
    """
    inside = sorted(marks, key=lambda mark: (mark.start, -mark.end))
    shown, place = Markup(""), start
    while inside:
        outer = inside.pop(0)
        nested = [mark.before(outer.end) for mark in inside if mark.start < outer.end]
        inside = sorted(
            (mark.behind(outer.end) for mark in inside if mark.end > outer.end),
            key=lambda mark: (mark.start, -mark.end),
        )
        shown += _text(text[place : outer.start]) + outer.opening
        shown += _marked(text, outer.start, outer.end, nested) + outer.closing
        place = outer.end
    return shown + _text(text[place:end])


def _text(text: str) -> Markup:
    return Markup("{}").format(text)


def _speaker_marks(attributions: pd.DataFrame) -> Iterable[Mark]:
    opening, closing = Markup('<span class="who">'), Markup("</span>")
    for row in attributions.itertuples():
        if row.cue_end > row.cue_start:
            yield Mark(row.cue_start, row.cue_end, opening, closing, closing, opening)
        if not pd.isna(row.source_start):
            yield Mark(row.source_start, row.source_end, opening, closing, closing, opening)


def _mention_marks(mentions: pd.DataFrame, codebook: Codebook) -> Iterable[Mark]:
    numbers = {frame: i % len(style.FRAME_COLOURS) for i, frame in enumerate(codebook.frames)}
    for row in mentions.itertuples():
        line = style.VOICE_LINES["outlet" if row.voice == "outlet" else row.speaker_type]
        again = Markup('<mark class="f{} {}">').format(numbers[row.frame], line)
        opening = Markup('<mark id="{}" class="f{} {}" tabindex="0" title="{}">').format(
            anchor(row.doc_id, row.frame, row.start), numbers[row.frame], line, described(row)
        )
        broken = Markup("</mark>")
        closing = broken + Markup('<span class="tag f{}">{}{}</span>').format(
            numbers[row.frame], _signs(row), frame_name(codebook.frames[row.frame])
        )
        yield Mark(row.start, row.end, opening, closing, broken, again)


def _signs(row: Any) -> str:
    return (f"{style.HEDGED} " if row.hedged else "") + (f"{style.NEGATED} " if row.negated else "")


def described(row: Any) -> str:
    """Say in plain words who says a mention, and how surely."""
    who = (
        plainly("outlet") if row.voice == "outlet" else f"{_known(row.speaker)} ({plainly(row.speaker_type)})"
    )
    sure = [plainly(name) for name in ("hedged", "negated", "quoted", "ambiguous") if getattr(row, name)]
    return " · ".join([row.cue, who, *sure])


def voice(row: Any) -> Markup:
    """Say who says a mention: the outlet, or the speaker and what kind of speaker that is."""
    if row.voice == "outlet":
        return say("outlet_short")
    kind = say(f"{row.speaker_type}_short")
    return say("with_type", speaker=row.speaker, type=kind) if _known(row.speaker) else kind


def certainty(row: Any) -> Markup:
    """Say how surely a mention is said, with the word that hedges or negates it."""
    told = []
    if row.hedged:
        told.append(Markup("{} {} {}").format(style.HEDGED, say("hedged"), isolated(row.hedge)))
    if row.negated:
        told.append(Markup("{} {} {}").format(style.NEGATED, say("negated"), isolated(row.negation)))
    if row.ambiguous:
        told.append(say("ambiguous"))
    return Markup(", ").join(told) if told else say("plain")


def evidence(mentions: pd.DataFrame, articles: pd.DataFrame, codebook: Codebook, width: int = 40) -> Html:
    """List every mention in its context, each row linked to its place in the text."""
    texts: Mapping[str, str] = dict(zip(articles["doc_id"], articles["text"], strict=True))
    numbers = {frame: i % len(style.FRAME_COLOURS) for i, frame in enumerate(codebook.frames)}
    rows = kwic(counted(mentions, articles), texts, width).sort_values(
        ["frame", "doc_id", "start"], key=lambda column: column.map(list(codebook.frames).index)
        if column.name == "frame" else column,
    )  # fmt: skip
    return Html(
        grid(
            [say(f"col_{name}") for name in ("frame", "context", "voice", "certainty", "where", "article")],
            (
                [
                    Markup('<span class="frame f{}">{}</span>').format(
                        numbers[row.frame], frame_name(codebook.frames[row.frame])
                    ),
                    _context(row, numbers[row.frame]),
                    voice(row),
                    certainty(row),
                    say(row.role),
                    say("unknown") if row.outlet == UNKNOWN else isolated(row.outlet),
                ]
                for row in rows.itertuples()
            ),
            kind="evidence",
        )
    )


def _context(row: Any, number: int) -> Markup:
    """Show a mention between the words before and behind it, right to left, linked to its place."""
    return Markup(
        '<a class="kwic f{}" href="#{}" dir="rtl" lang="ar"><span class="before">{}</span> '
        '<b>{}</b> <span class="after">{}</span></a>'
    ).format(number, anchor(row.doc_id, row.frame, row.start), row.left, row.keyword, row.right)


def concordance(rows: pd.DataFrame) -> Html:
    """Show a concordance (:func:`analysis.framing.kwic.kwic`) right to left."""
    return Html(
        grid(
            [say("col_article"), say("col_context")],
            (
                [
                    isolated(row.doc_id),
                    Markup(
                        '<span class="kwic" dir="rtl" lang="ar"><span class="before">{}</span> '
                        '<b>{}</b> <span class="after">{}</span></span>'
                    ).format(row.left, row.keyword, row.right),
                ]
                for row in rows.itertuples()
            ),
            kind="evidence",
        )
    )


def cleaning_table(segments: pd.DataFrame, articles: pd.DataFrame, longest: int = 70) -> Html:
    """Show every stretch of every article with its role and the rule that gave it."""
    texts = dict(zip(articles["doc_id"], articles["text"], strict=True))
    return Html(
        grid(
            [say("col_article"), say("col_role"), say("col_rule"), say("col_text")],
            (
                [
                    isolated(row.doc_id),
                    Markup('<span class="{}">{}</span>').format(row.role.replace(" ", "-"), say(row.role)),
                    isolated(row.rule),
                    isolated(_shortened(texts[row.doc_id][row.start : row.end], longest)),
                ]
                for row in segments.itertuples()
            ),
        )
    )


def _shortened(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rpartition(" ")[0] + " …"


def _known(value: object) -> str:
    return value if isinstance(value, str) else ""
