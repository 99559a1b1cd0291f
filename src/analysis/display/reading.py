"""Articles + spans -> the annotated reading view."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import quote

import pandas as pd
from markupsafe import Markup

from analysis.corpus import UNKNOWN
from analysis.display import style
from analysis.display.markup import Html, isolated, running
from analysis.display.words import language, named, outlet_said, plainly, say, spoken
from analysis.framing.codebook import Codebook, Frame
from analysis.framing.explanation import BY_FORM, BY_LEMMA

#: How a pair of aligned sentences is told, by its status.
PAIRS = {"shared": "pair_shared", "differing": "pair_differing"}
#: How the rule is told by which a mention was found.
MET_BY = {BY_LEMMA: "met_by_lemma", BY_FORM: "met_by_form"}
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
    """Name the place of a mention in the reading view, so that every number can link to its words.

    Quoted as an address is: an identifier may hold no space, and two frames may begin at one word.
    """
    return f"m-{quote(doc_id, safe='')}-{quote(frame, safe='')}-{start}"


def row_anchor(doc_id: str, frame: str, start: int) -> str:
    """Name the row of a mention in the table of evidence."""
    return f"row-{anchor(doc_id, frame, start)}"


def side_by_side(
    articles: pd.DataFrame,
    segments: pd.DataFrame,
    mentions: pd.DataFrame,
    attributions: pd.DataFrame,
    codebook: Codebook,
    pairs: pd.DataFrame | None = None,
    of: int | None = None,
) -> Html:
    """Show articles beside each other with their mentions, hedges and speakers marked.

    A frame is a colour and its name; the line under the words tells the voice (solid: outlet, dashed:
    named source, dotted: anonymous), ≈ a hedge, ¬ a negation; page furniture is grey and folded. Aligned
    sentences (``pairs`` of a dossier, :func:`analysis.comparison.alignment.align`) are linked to their
    partners in the other articles. Nothing of an article is left out. Where they are some of a larger
    corpus, ``of`` says of how many.
    """
    sentences = list(_sentence_marks(pairs, articles)) if pairs is not None else []
    columns = Markup("").join(
        _article(
            article,
            segments[segments["doc_id"] == article.doc_id],
            [
                *_speaker_marks(attributions[attributions["doc_id"] == article.doc_id]),
                *_mention_marks(
                    mentions[mentions["doc_id"] == article.doc_id],
                    segments[segments["doc_id"] == article.doc_id],
                    codebook,
                ),
                *(mark for doc_id, mark in sentences if doc_id == article.doc_id),
            ],
        )
        for article in articles.itertuples()
    )
    return Html(
        Markup('{}{}{}<div class="reading" dir="rtl" lang="ar">{}</div>').format(
            key(codebook), _definitions(codebook), some_of(len(articles), of), columns
        )
    )


def some_of(shown: int, of: int | None) -> Markup:
    """Say how many articles of a larger corpus are shown."""
    if of is None or of <= shown:
        return Markup("")
    return Markup('<p class="note">{}</p>').format(say("articles_shown", n=shown, all=of))


def key(codebook: Codebook) -> Markup:
    """Explain the colours and signs; on the report's page its entries are also filters."""
    frames = [
        _key_entry("frame", frame_id, number, Markup('<i class="dot"></i>{}').format(frame_name(frame)))
        for number, (frame_id, frame) in _numbered(codebook)
    ]
    lines = [
        _key_entry(
            "voice", line, None, Markup('<span class="line {}">{}</span>').format(line, say(f"key_{line}"))
        )
        for line in ("solid", "dashed", "dotted")
    ]
    signs = [
        _key_entry("certainty", name, None, Markup("{} {}").format(sign, say(name)))
        for name, sign in (("plain", ""), ("hedged", style.HEDGED), ("negated", style.NEGATED))
    ]
    entries = Markup("").join([*frames, *lines, *signs])
    return Markup(
        '<ul class="key" data-label="{}" data-place="{}" data-reset="{}" data-shown="{}">{}</ul>'
    ).format(
        plainly("key_filter"),
        plainly("col_where"),
        plainly("reset"),
        plainly("shown_of", shown="{shown}", all="{all}"),
        entries,
    )


def _key_entry(dimension: str, value: str, number: int | None, shown: Markup) -> Markup:
    return Markup('<li class="{}" data-filter="{}" data-value="{}">{}</li>').format(
        "" if number is None else f"f{number}", dimension, value, shown
    )


def _numbered(codebook: Codebook) -> Iterator[tuple[int, tuple[str, Frame]]]:
    """Give each frame the number of its colour."""
    for i, entry in enumerate(codebook.frames.items()):
        yield i % len(style.FRAME_COLOURS), entry


def colour_numbers(codebook: Codebook) -> dict[str, int]:
    """Give the number of each frame's colour."""
    return {frame_id: number for number, (frame_id, _) in _numbered(codebook)}


def names(codebook: Codebook) -> dict[str, str]:
    """Give the frames' names in the language of the page, in the codebook's order."""
    return {frame_id: spoken(frame.name) for frame_id, frame in codebook.frames.items()}


def frame_name(frame: Frame) -> Markup:
    """Give a frame's name in the language of the page."""
    return isolated(spoken(frame.name))


def _definitions(codebook: Codebook) -> Markup:
    """Keep each frame's definition and source at hand for whoever points at a mention."""
    about = Markup("").join(
        Markup('<div id="about-{}" class="f{}"><b>{}</b><p>{}</p><p class="soft">{}</p></div>').format(
            frame_id,
            number,
            frame_name(frame),
            running(_told(frame, "definition")),
            running(_told(frame, "source")),
        )
        for number, (frame_id, frame) in _numbered(codebook)
    )
    return Markup('<div class="about" hidden>{}</div>').format(about)


def _told(frame: Frame, what: str) -> str:
    """Give a frame's definition or source in the page's language, else as the codebook has it."""
    return str(getattr(frame, f"{what}_{language()}", None) or getattr(frame, what))


def _article(article: Any, segments: pd.DataFrame, marks: Sequence[Mark]) -> Markup:
    published = isolated(article.published) if _known(article.published) else say("no_date")
    return Markup('<article aria-label="{}"><header>{} · {}</header>{}</article>').format(
        _known(article.title) or article.doc_id,
        outlet_name(article.outlet),
        published,
        Markup("").join(_stretches(article.text, segments, marks)),
    )


def outlet_name(outlet: str) -> Markup:
    """Name an outlet, set apart from the words around it."""
    return Markup(outlet_said(outlet)) if outlet == UNKNOWN else isolated(outlet)


def _stretches(text: str, segments: pd.DataFrame, marks: Sequence[Mark]) -> Iterator[Markup]:
    """Show segments in order; neighbouring furniture is folded into one."""
    for furniture, group in groupby(segments.itertuples(), lambda segment: segment.role == "furniture"):
        stretch = list(group)
        shown = Markup("").join(_segment(text, segment, marks) for segment in stretch)
        if furniture:
            summary = say("fold_furniture", n=len(stretch))
            yield Markup('<details class="fold"><summary>{}</summary>{}</details>').format(summary, shown)
        else:
            yield shown


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
        tag, segment.role.replace(" ", "-"), plainly(segment.role), named(segment.rule), words
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


def _speaker_marks(attributions: pd.DataFrame) -> Iterator[Mark]:
    opening, closing = Markup('<span class="who">'), Markup("</span>")
    for row in attributions.itertuples():
        if row.cue_end > row.cue_start:
            yield Mark(row.cue_start, row.cue_end, opening, closing, closing, opening)
        if not pd.isna(row.source_start):
            yield Mark(row.source_start, row.source_end, opening, closing, closing, opening)


def _mention_marks(mentions: pd.DataFrame, segments: pd.DataFrame, codebook: Codebook) -> Iterator[Mark]:
    numbers = colour_numbers(codebook)
    for row in mentions.itertuples():
        rule = next(s.rule for s in segments.itertuples() if s.start <= row.start < s.end)
        again = Markup('<mark class="f{} {}">').format(numbers[row.frame], line(row))
        opening = Markup('<mark id="{}" class="f{} {}" tabindex="0" {}>').format(
            anchor(row.doc_id, row.frame, row.start), numbers[row.frame], line(row), data(row, rule)
        )
        broken = Markup("</mark>")
        closing = broken + Markup('<a class="tag f{}" href="#{}" title="{}">{}{}</a>').format(
            numbers[row.frame],
            row_anchor(row.doc_id, row.frame, row.start),
            plainly("to_evidence"),
            signs(row),
            frame_name(codebook.frames[row.frame]),
        )
        yield Mark(row.start, row.end, opening, closing, broken, again)


def _sentence_marks(pairs: pd.DataFrame, articles: pd.DataFrame) -> Iterator[tuple[str, Mark]]:
    """Mark every aligned sentence, with a numbered link to each of its partners."""
    shown = set(articles["doc_id"])
    links: dict[tuple[str, int, int], list[Markup]] = {}
    for number, row in enumerate(pairs.itertuples(), start=1):
        here, there = (row.doc_id, row.start, row.end), (row.other_doc_id, row.other_start, row.other_end)
        if row.doc_id in shown and row.other_doc_id in shown:
            links.setdefault(here, []).append(_pair_link(number, there, row.other_outlet, row.status))
            links.setdefault(there, []).append(_pair_link(number, here, row.outlet, row.status))
    for (doc_id, start, end), partners in links.items():
        opening = Markup('<span class="sentence" id="{}">').format(sentence_anchor(doc_id, start))
        closing, again = Markup("</span>"), Markup('<span class="sentence">')
        yield doc_id, Mark(start, end, opening, closing + Markup("").join(partners), closing, again)


def sentence_anchor(doc_id: str, start: int) -> str:
    """Name the place of an aligned sentence in the reading view."""
    return f"s-{quote(doc_id, safe='')}-{start}"


def _pair_link(number: int, partner: tuple[str, int, int], outlet: str, status: str) -> Markup:
    said = plainly(PAIRS[status], outlet=outlet_said(outlet, "unknown_outlet"))
    return Markup('<a class="pair {}" href="#{}" title="{}">⇄{}</a>').format(
        status, sentence_anchor(partner[0], partner[1]), said, number
    )


def line(row: Any) -> str:
    """Choose the line under a mention: solid for the outlet, dashed for a named source, else dotted."""
    return style.VOICE_LINES["outlet" if row.voice == "outlet" else row.speaker_type]


def data(row: Any, rule: str = "") -> Markup:
    """Write what is known of a mention as attributes, for filters and for whoever points at it."""
    known = {
        "frame": row.frame,
        "voice": line(row),
        "certainty": " ".join(name for name in ("hedged", "negated") if getattr(row, name)) or "plain",
        "role": row.role,
        "role-name": plainly(row.role),
        "cue": f"{plainly('about_cue')}: {row.cue}",
        "lemma": f"{plainly('about_lemma')}: {lemma}"
        if (lemma := _known(getattr(row, "lemma", None)))
        else "",
        "rule": f"{plainly('about_rule')}: {_matched(row)}" if hasattr(row, "met_by") else "",
        "who": f"{plainly('about_voice')}: {voice(row).striptags()}",
        "sure": f"{plainly('about_certainty')}: {certainty(row).striptags()}",
        "place": f"{plainly('about_place')}: {plainly(row.role)}" + (f" ({named(rule)})" if rule else ""),
    }
    return Markup(" ").join(
        Markup('data-{}="{}"').format(name, value) for name, value in known.items() if value
    )


def _matched(row: Any) -> str:
    """Say by which rule a mention was found (:func:`analysis.framing.explanation.explain`)."""
    told = [plainly(MET_BY[row.met_by])]
    if _known(row.wording):
        told.append(plainly("met_wording", wording=row.wording))
    if row.within:
        told.append(plainly("met_within", n=row.within))
    told += [plainly(f"met_{name}") for name in ("either", "pinned") if getattr(row, name)]
    return plainly("list_separator").join(told)


def signs(row: Any) -> str:
    """Write the signs of a mention's certainty before its words or name."""
    return "".join(f"{sign} " for sign in style.signs_of(row))


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
    if row.quoted:
        told.append(say("quoted"))
    if row.ambiguous:
        told.append(say("ambiguous"))
    return say("list_separator").join(told) if told else say("plain")


def _known(value: object) -> str:
    return value if isinstance(value, str) else ""
