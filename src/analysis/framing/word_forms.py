"""What a form and its readings tell: its clitics, its citation forms, the reporting verb that it may be."""

from collections.abc import Sequence
from functools import cache

from analysis.framing.lists import ReportingVerb, reporting, skeleton
from analysis.language.clitics import stems_of, strip_clitics
from analysis.language.orthography import normalise

_SHORTEST_WORD = 3
#: The endings of a participle in the accusative, and the pronouns of the third person.
PARTICIPLE_ENDINGS = ("تين", "ين", "يا", "يه", "ا", "ه", "ات", "")
#: This one only the participle of a defective verb has: نفى، نافية.
_OF_DEFECTIVE = "يه"
PRONOUNS = frozenset({"ه", "ها", "هم", "هما", "هن"})
#: What begins with a conjunction or an attached preposition, or ends in a pronoun, shows one of these.
CONJUNCTIONS, ATTACHED, PRONOUN_ENDINGS = ("و", "ف"), ("ل", "ب", "ك"), ("ه", "ها", "هما", "هم", "هن", "نا")
_BETWEEN_WHOM = PRONOUNS | {"نا", "كم", "ي"}

#: Lemmas recur in many types: each is stripped of its vowels once.
skeleton_of = cache(skeleton)


def begins_with_conjunction(spelt: str, lemma_stems: frozenset[str]) -> bool:
    """Tell whether the form begins with a conjunction that is no letter of its own: وقال، فقال."""
    if len(spelt) <= _SHORTEST_WORD - 1 or not spelt.startswith(CONJUNCTIONS):
        return False
    if spelt in _own_letters():
        return False  # ولي العهد is not ولي "and to me"
    if spelt[1:] in _particles():
        return True
    if not lemma_stems:
        return spelt.startswith("وال") or spelt[1:] in _participles()
    if spelt[0] != spelt[1] and all(stem.startswith(spelt[0]) for stem in lemma_stems):
        return False  # وثائق, the plural of وثيقة
    own = sum(spelt.startswith(stem[:3]) for stem in lemma_stems)
    return own * 2 < len(lemma_stems) or _unhamzated_verb(spelt) is not None


def _unhamzated_verb(spelt: str) -> ReportingVerb | None:
    """Give the verb of واكد، واعلنت, which the lexicon knows only with its hamza, or as a name."""
    if not spelt.startswith(("وا", "فا")):
        return None
    by_spelling = reporting().verbs_by_spelling
    return by_spelling.get(spelt[1:]) or by_spelling.get(spelt[1:].removesuffix("ت"))


@cache
def _own_letters() -> frozenset[str]:
    """Give the listed nouns, some of which begin like a conjunction: ولي، وسائل."""
    lists = reporting()
    nouns = lists.titles | lists.institutions | lists.anonymous
    return nouns | lists.given_names | lists.bodies


@cache
def _particles() -> frozenset[str]:
    lists = reporting()
    return lists.never_inside | lists.prepositions | lists.complementisers | lists.according


def strip_article(plain: str) -> str:
    """Take the article off a spelling."""
    return plain[2:] if plain.startswith("ال") and len(plain) > 4 else plain


def citation_stems(plain: str, lemma_stems: frozenset[str]) -> frozenset[str]:
    """Give the citation forms of a noun: its lemmas, and its spelling without article and endings."""
    bare = strip_article(plain)
    stems = {bare, plain, *lemma_stems}
    if not lemma_stems:
        stems |= stems_of(plain)
    if bare.endswith("ه"):
        stems.add(bare[:-1])
    return frozenset(stems)


def without_preposition(plain: str) -> set[str]:
    """Give the noun behind an attached preposition: لرويترز، للصحافيين، ببيان."""
    if not plain.startswith(("ل", "ب")):
        return set()
    bare = plain[2:] if plain.startswith(("لل", "با")) else plain[1:]
    stems = {bare, strip_article(bare), plain[3:] if plain.startswith("بال") else bare}
    stems |= {stem.removesuffix(ending) for stem in stems for ending in ("ين", "ات", "ه", "ها")}
    return stems


def attached_preposition(plain: str, lemma_stems: frozenset[str]) -> str:
    """Name the preposition that is attached to the form: "ل" of لصناعة; "" if none is."""
    if plain.startswith("لل") and len(plain) > 3:
        return "ل"
    if (
        plain.startswith(("بال", "كال"))
        and len(plain) > 5
        and not any(s.startswith(plain[:3]) for s in lemma_stems)
    ):
        return plain[0]
    doubled = plain[:1] == plain[1:2]  # ببيع
    own = (plain[:2],) if doubled else (plain[:1], "ا" + plain[:1], "م" + plain[:1], "ت" + plain[:1])
    if plain[:1] in "لبك" and len(plain) > 3 and lemma_stems:
        return "" if any(stem.startswith(own) for stem in lemma_stems) else plain[0]
    return ""


def carries_pronoun(form: str, plain: str, lemma_stems: frozenset[str]) -> bool:
    """Tell whether the form carries a pronoun: عائلته، مصادرها."""
    if not lemma_stems or plain.startswith("ال") or form.endswith("ة"):
        return False
    if any(plain.endswith(suffix) for suffix in ("هما", "ها", "هم", "هن", "نا")):
        return not any(
            stem.endswith(plain[-2:]) or (plain[-2:] == "نا" and stem.endswith("ن")) for stem in lemma_stems
        )
    return plain.endswith("ه") and (plain.endswith("ته") or not any(s.endswith("ه") for s in lemma_stems))


def reporting_verb(
    plain: str, form: str, verbs: Sequence[tuple[str, str]], readings: int
) -> ReportingVerb | None:
    """Give the reporting verb that a form may be; none for the first and second persons."""
    lists = reporting()
    if plain in lists.places:
        return None
    bare = plain[1:] if plain.startswith(("لي", "لت")) else plain  # ليبلغ، لتبلغ
    # تمنى is no تمني, but يدعى is listed as it is.
    unlike = form.endswith("ى") and f"{bare[:-1]}ى" not in lists.look_alikes_as_written
    if ((bare in lists.look_alikes and not unlike) or plain.removeprefix("بين") in _BETWEEN_WHOM) and (
        "ّ" not in form or plain.startswith(("ي", "ت"))
    ):
        return None
    if plain in lists.passives:
        return lists.passives[plain]
    found = [(lists.verbs[lemma], part) for lemma, part in verbs if lemma in lists.verbs]
    if not found and not readings:
        stems = strip_clitics(form) & lists.verbs_by_spelling.keys()
        return lists.verbs_by_spelling[min(stems)] if stems else None
    if not found and not verbs:
        return _unhamzated_verb(normalise(form))
    dual = plain.endswith("ا") and not plain.endswith(("ها", "هما"))
    told_me = plain.endswith("ني") and any(part.startswith("verb_perfect") for _, part in found)
    first_or_dual = (plain.endswith("ني") and not told_me) or (dual and len(verbs) < readings)
    if first_or_dual and plain not in lists.verbs_by_spelling:
        return None
    third = [verb for verb, part in found if _third_person(plain, part)]
    doubled = [verb for verb in third if "ّ" in verb.verb] if "ّ" in form else []  # وعدّت is of عدّ
    return next(iter(doubled or third), None)


def _third_person(plain: str, part: str) -> bool:
    if part.startswith("verb_imperfect"):
        return plain.removeprefix("ل").removeprefix("س").startswith(("ي", "ت"))
    told_us = plain.endswith("تنا")  # أبلغتنا
    return (told_us or not plain.endswith(("نا", "تم", "ناه", "ناها"))) and part != "verb_command"


def reporting_participle(plain: str, form: str) -> ReportingVerb | None:
    """Give the verb of an accusative participle: مشيرا، مشيرة، مشيرين."""
    if form.endswith("أ"):
        return None
    found = _participles().get(plain)
    return reporting().participles.get(plain) if found is None and "ً" in form else found


@cache
def _participles() -> dict[str, ReportingVerb]:
    """Give the spellings that are told for accusative by their ending."""
    forms: dict[str, ReportingVerb] = {}
    for ending in filter(None, PARTICIPLE_ENDINGS):
        for stem, verb in reporting().participles.items():
            if ending != _OF_DEFECTIVE or verb.verb.endswith(("ي", "ا")):
                forms.setdefault(stem + ending, verb)
    return forms


def reporting_noun(plain: str) -> ReportingVerb | None:
    """Give the noun that reports with its speaker as a suffix, or behind على حد: قوله، تعبير."""
    return _nouns().get(plain.removeprefix("ب"))


@cache
def _nouns() -> dict[str, ReportingVerb]:
    forms: dict[str, ReportingVerb] = {}
    for stem, noun in reporting().nouns.items():
        for spelt in (f"ال{stem}", stem, *(stem + pronoun for pronoun in PRONOUNS)):
            forms.setdefault(spelt, noun)
    return forms


def done_noun(plain: str) -> ReportingVerb | None:
    """Give the verb of a masdar behind تم: الإعلان، إفادته."""
    return done_nouns().get(plain)


@cache
def done_nouns() -> dict[str, ReportingVerb]:
    """Give the spellings of the masdars that report behind تم."""
    nouns = reporting().done_nouns.items()
    return {spelt: verb for stem, verb in nouns for spelt in (stem, f"ال{stem}", *_with_pronouns(stem))}


def _with_pronouns(stem: str) -> list[str]:
    """Give the spellings of a noun with a pronoun of the third person: إفادته, of إفادة."""
    base = stem[:-1] + "ت" if stem.endswith("ه") else stem
    return [base + pronoun for pronoun in PRONOUNS]


def reporting_masdar(plain: str) -> ReportingVerb | None:
    """Give the verb of a masdar with its speaker as a suffix: تأكيده، إشارتها."""
    return _masdars().get(plain)


@cache
def _masdars() -> dict[str, ReportingVerb]:
    masdars = reporting().masdars.items()
    return {spelt: verb for stem, verb in masdars for spelt in _with_pronouns(stem)}
