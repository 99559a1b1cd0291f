"""The lists that a linguist edits, ``reporting.yml`` and ``certainty.yml``, ready to compare."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from analysis.language.orthography import normalise, unify_alef, unify_alef_maqsura, unify_teh_marbuta

#: Every sign of vocalisation but the shadda, and the number that some databases put behind a lemma.
_UNWRITTEN = re.compile("[\u0610-\u061a\u064b-\u0650\u0652-\u065f\u0670\u0640]|[_-]\\d+$")


class ReportingVerb(NamedTuple):
    """A verb of reported speech: what it says of its content, and how the content may follow it."""

    verb: str
    stance: str
    takes_object: bool
    through: frozenset[str]


class AccordingTo(NamedTuple):
    """A preposition that names a speaker; ``linked`` must follow; ``owns_verb``: بحسب ما ذكر is one cue."""

    word: str
    linked: str
    stance: str
    owns_verb: bool = False


#: Names in two words or more, by their first word.
Names = Mapping[str, tuple[tuple[str, ...], ...]]


class Reporting(NamedTuple):
    """The lists of ``reporting.yml``: verbs by :func:`skeleton`, all other words in normalised spelling."""

    verbs: Mapping[str, ReportingVerb]
    verbs_by_spelling: Mapping[str, ReportingVerb]
    participles: Mapping[str, ReportingVerb]
    nouns: Mapping[str, ReportingVerb]
    noun_frames: Mapping[str, tuple[str, ...]]
    heading_nouns: Mapping[str, ReportingVerb]
    masdars: Mapping[str, ReportingVerb]
    done_nouns: Mapping[str, ReportingVerb]
    doing: frozenset[str]
    speech_openers: frozenset[str]
    passives: Mapping[str, ReportingVerb]
    passing_on: Mapping[str, str]
    according_to: Mapping[str, AccordingTo]
    according: frozenset[str]
    complementisers: frozenset[str]
    linking: frozenset[str]
    outlet_formulas: frozenset[str]
    direct_only: frozenset[str]
    need_a_subject: frozenset[str]
    with_a_person: frozenset[str]
    addressing: frozenset[str]
    only_report: frozenset[str]
    two_objects: frozenset[str]
    need_a_clause_start: frozenset[str]
    look_alikes: frozenset[str]
    look_alikes_as_written: frozenset[str]
    given_names: frozenset[str]
    personal_titles: frozenset[str]
    dotted_names: Mapping[str, str]
    full_names: Names
    place_names: Names
    statement_verbs: frozenset[str]
    statements: frozenset[str]
    measures: frozenset[str]
    anonymous: frozenset[str]
    evidence: frozenset[str]
    titles: frozenset[str]
    institutions: frozenset[str]
    places: frozenset[str]
    bodies: frozenset[str]
    called_by_name: frozenset[str]
    modals: frozenset[str]
    occasions: frozenset[str]
    addressees: frozenset[str]
    times: frozenset[str]
    never_inside: frozenset[str]
    prepositions: frozenset[str]
    overseers: frozenset[str]
    governing: frozenset[str]
    of_god: frozenset[str]
    regions: frozenset[str]
    many: frozenset[str]
    no_times: frozenset[str]
    becoming: frozenset[str]
    at_once: frozenset[str]
    comments: frozenset[str]
    only_taken_up: frozenset[str]
    of_amounts: frozenset[str]
    works: frozenset[str]
    of_texts: frozenset[str]
    with_certain_objects: frozenset[str]
    certain_objects: frozenset[str]
    made_known: frozenset[str]
    drawing: frozenset[str]
    drawn: frozenset[str]
    printing: frozenset[str]
    writing: frozenset[str]
    unions: frozenset[str]
    before_nouns: frozenset[str]
    forms_of_address: frozenset[str]
    told_of_titles: frozenset[str]
    name_links: frozenset[str]
    withheld: frozenset[str]
    spokespersons: frozenset[str]


class Mark(NamedTuple):
    """A phrase of ``certainty.yml``: the spellings of each word, what must follow it and not come before."""

    words: tuple[frozenset[str], ...]
    before: str
    followed_by: frozenset[str]
    not_behind: frozenset[str]
    passive: bool
    as_written: bool


#: Phrases by the spelling of their first word, longest first.
Marks = Mapping[str, tuple[Mark, ...]]


class Certainty(NamedTuple):
    """The lists of ``certainty.yml``, in normalised spelling."""

    hedges: Marks
    hedges_behind: frozenset[str]
    boosters: Marks
    negations: Marks
    no_negation: Marks
    exceptives: frozenset[str]
    imperfects: frozenset[str]
    perfects: frozenset[str]
    contrast: frozenset[str]
    #: The spellings of every word that a hedge, a booster or a negation begins with.
    first_words: frozenset[str]


def skeleton(lemma: str) -> str:
    """Give a lemma's spelling with its shadda and no other vowel: بَيَّن -> بيّن, بَيْن -> بين."""
    return unify_teh_marbuta(unify_alef_maqsura(unify_alef(_UNWRITTEN.sub("", lemma))))


@cache
def reporting() -> Reporting:
    """Read the words that report speech."""
    told = _yaml("reporting.yml")
    verbs: dict[str, ReportingVerb] = {}
    for group in told["verbs"]:
        for verb in group["verbs"]:
            _add(verbs, skeleton(verb), group)
    words = {
        name: _normalised(told[name])
        for name in (
            "complementisers", "statement_verbs", "statements", "measures", "anonymous", "evidence", "titles",
            "institutions", "places", "occasions", "addressees", "times", "never_inside",
            "prepositions", "of_god", "overseers", "governing", "regions", "many", "before_nouns",
            "forms_of_address", "told_of_titles", "name_links", "look_alikes", "given_names",
            "personal_titles", "withheld", "spokespersons", "becoming",
            "certain_objects", "comments", "works", "modals", "doing",
            "speech_openers", "drawn", "unions",
        )
    }  # fmt: skip
    bodies = _normalised(told["media"]) | _normalised(told["bodies"])
    of_verbs = {
        name: frozenset(map(skeleton, told[name]))
        for name in (
            "direct_only",
            "need_a_subject",
            "with_a_person",
            "addressing",
            "two_objects",
            "only_report",
            "only_taken_up",
            "of_amounts",
            "at_once",
            "of_texts",
            "with_certain_objects",
            "made_known",
            "drawing",
            "printing",
            "writing",
            "need_a_clause_start",
        )
    }
    according = {
        normalise(entry["words"][0]): AccordingTo(
            normalise(entry["words"][0]),
            normalise(entry.get("with", "")),
            entry["stance"],
            entry.get("verb") == "own",
        )
        for entry in told["according_to"]
    }
    return Reporting(
        verbs=verbs,
        verbs_by_spelling={normalise(verb): entry for verb, entry in verbs.items()},
        participles={normalise(form): verbs[skeleton(verb)] for form, verb in told["participles"].items()},
        nouns={
            normalise(entry["noun"]): ReportingVerb(entry["noun"], entry["stance"], False, frozenset())
            for entry in told["nouns"]
        },
        noun_frames={
            normalise(entry["noun"]): tuple(map(normalise, entry.get("only_in", ())))
            for entry in told["nouns"]
        },
        masdars={normalise(form): verbs[skeleton(verb)] for form, verb in told["masdars"].items()},
        done_nouns={normalise(form): verbs[skeleton(verb)] for form, verb in told["done_nouns"].items()},
        passives={normalise(form): verbs[skeleton(verb)] for form, verb in told["passives"].items()},
        passing_on={skeleton(verb): normalise(word) for verb, word in told["passing_on"].items()},
        heading_nouns={
            normalise(entry["noun"]): ReportingVerb(
                entry["noun"], entry["stance"], False, _normalised(entry["through"])
            )
            for entry in told["heading_nouns"]
        },
        according_to=according,
        according=frozenset(according),
        linking=_normalised(told["linking_prepositions"]),
        outlet_formulas=frozenset(skeleton(verb) for verb in told["outlet_formulas"]["verbs"]),
        no_times=frozenset(told["no_times"]),
        look_alikes_as_written=frozenset(told["look_alikes"]),
        place_names=_in_words(told["place_names"]),
        dotted_names=told["dotted_names"],
        full_names=_in_words(told["names"]),
        bodies=bodies,
        called_by_name=bodies | words["places"],
        **of_verbs,
        **words,
    )


def _in_words(names: Iterable[str]) -> Names:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(map(normalise, name.split()))
        by_first.setdefault(words[0], []).append(words)
    return {first: tuple(found) for first, found in by_first.items()}


def _add(verbs: dict[str, ReportingVerb], lemma: str, group: Mapping[str, Any]) -> None:
    """Add a verb, or what a further group says of its prepositions and objects."""
    known = verbs.get(lemma, ReportingVerb(lemma, group["stance"], False, frozenset()))
    verbs[lemma] = known._replace(
        takes_object=known.takes_object or bool(group.get("object")),
        through=known.through | _normalised(group.get("through", ())),
    )


@cache
def certainty() -> Certainty:
    """Read the words that hedge, boost and negate."""
    told = _yaml("certainty.yml")
    hedges, boosters, negations = (_marks(told[name]) for name in ("hedges", "boosters", "negations"))
    return Certainty(
        hedges=hedges,
        hedges_behind=_normalised(told["hedges_behind"]),
        boosters=boosters,
        negations=negations,
        no_negation=_marks({"words": phrase} for phrase in told["no_negation"]),
        exceptives=_normalised(told["exceptives"]),
        imperfects=_normalised(told["imperfects"]),
        perfects=_normalised(told["perfects"]),
        contrast=_normalised(told["contrast"]),
        first_words=frozenset({*hedges, *boosters, *negations}),
    )


def _marks(entries: Iterable[Mapping[str, Any]]) -> Marks:
    by_first: dict[str, list[Mark]] = {}
    for entry in entries:
        words = tuple(_normalised(word.split("|")) for word in entry["words"])
        mark = Mark(
            words,
            entry.get("before", ""),
            _normalised(entry.get("followed_by", ())),
            _normalised(entry.get("not_behind", ())),
            entry.get("voice") == "passive",
            bool(entry.get("as_written")),
        )
        for first in words[0]:
            by_first.setdefault(first, []).append(mark)
    return {first: tuple(sorted(marks, key=lambda m: -len(m.words))) for first, marks in by_first.items()}


def _yaml(name: str) -> Any:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    # The loader in C, where it was built, reads the same ten times as fast.
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _normalised(words: Iterable[str]) -> frozenset[str]:
    return frozenset(normalise(word) for word in words)
