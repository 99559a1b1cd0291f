"""The catalogues: nothing is asked for that they lack, and they hold nothing that is not asked for."""

import ast
import re
import string
from pathlib import Path

import pytest
import yaml
from babel import Locale

import analysis
from analysis import paths
from analysis.cleaning.segments import furniture_rules
from analysis.display import words
from analysis.display.report import SECTIONS
from analysis.display.words import catalogue, plainly, say
from analysis.errors import InputError

SOURCE = Path(analysis.__file__).parent
CODES = sorted(path.stem for path in Path(words.__file__).parent.glob("*.yml"))
MODULES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")}
TEMPLATES = [path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.j2")]


@pytest.fixture(autouse=True)
def in_english(monkeypatch):
    monkeypatch.setenv(words.VARIABLE, "en")


def asked(tree):
    """Give the first argument of every say() and plainly() of a module, as syntax."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("say", "plainly"):
            yield node.args[0]


def strings(tree):
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


#: What a module puts into a gap may be listed in another one, such as the kinds of speakers.
STRINGS = {string for tree in MODULES.values() for string in strings(tree)}
LITERAL = {
    node.value for tree in MODULES.values() for node in asked(tree) if isinstance(node, ast.Constant)
} | {key for template in TEMPLATES for key in re.findall(r'(?:say|plainly)\("(\w+)"[,)]', template)}


def built():
    """Give the keys that a module puts together, such as "col_{name}", with what may stand in the gap."""
    for tree in MODULES.values():
        for node in asked(tree):
            if isinstance(node, ast.JoinedStr):
                parts = (re.escape(p.value) if isinstance(p, ast.Constant) else "(.+)" for p in node.values)
                yield re.compile("".join(parts)), STRINGS
    for template in TEMPLATES:
        for prefix in re.findall(r'say\("(\w+)" ~', template):
            yield re.compile(f"{prefix}(.+)"), {*SECTIONS, *re.findall(r'"([\w ]+)"', template)}


def test_the_source_asks_for_phrases():
    assert len(LITERAL) > 20
    assert len(list(built())) > 3


@pytest.mark.parametrize("key", sorted(LITERAL))
def test_every_phrase_that_is_asked_for_exists(key):
    assert key in catalogue("en")


def test_every_phrase_of_the_catalogue_is_used():
    standing = STRINGS | LITERAL
    standing |= {rule.rule for rule in furniture_rules()}
    standing |= {f"chapter_{notebook.stem}" for notebook in paths.NOTEBOOKS.glob("*.ipynb")}
    patterns = list(built())

    def used(key):
        return key in standing or any(
            (match := pattern.fullmatch(key)) and match.group(1) in fills for pattern, fills in patterns
        )

    assert [key for key in catalogue("en") if not used(key)] == []


@pytest.mark.parametrize("code", CODES)
def test_every_catalogue_has_the_same_phrases_with_the_same_gaps(code):
    ours, english = catalogue(code), catalogue("en")
    assert set(ours) == set(english)
    for key, phrase in ours.items():
        # A number category may say the number in words ("two"); no form may ask for what is not given.
        assert (
            gaps(phrase) <= gaps(english[key]) | {"n"}
            if counts(english[key])
            else gaps(phrase) == gaps(english[key])
        ), key


def gaps(phrase):
    forms = phrase.values() if isinstance(phrase, dict) else [phrase]
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


def counts(phrase):
    return isinstance(phrase, dict)


@pytest.mark.parametrize("code", CODES)
def test_every_counting_phrase_has_forms_that_the_language_knows(code):
    known = {Locale(code).plural_form(n) for n in range(1000)} | {"two", "other"}
    for key, phrase in catalogue(code).items():
        if counts(phrase):
            assert "other" in phrase, key
            assert set(phrase) <= known, key


@pytest.mark.parametrize("code", CODES)
def test_no_phrase_stands_twice_and_none_is_empty(code):
    text = (Path(words.__file__).parent / f"{code}.yml").read_text(encoding="utf-8")
    keys = [node.value for node, _ in yaml.compose(text).value]
    assert sorted(keys) == sorted(set(keys))
    for key, phrase in catalogue(code).items():
        forms = phrase.values() if counts(phrase) else [phrase]
        assert all(isinstance(form, str) and form.strip() for form in forms), key


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "0 articles"),
        (1, "1 article"),
        (2, "2 articles"),
        (11, "11 articles"),
        (100, "100 articles"),
    ],
)
def test_the_number_chooses_the_form(n, said):
    assert plainly("facts_articles", n=n) == said
    assert say("facts_articles", n=n).striptags() == said


def test_two_has_a_form_of_its_own_where_the_catalogue_gives_one():
    frame = {"frame": "F", "cue": "c", "outlets": "o"}
    assert "appears once" in plainly("finding_count", n=1, **frame)
    assert "appears twice" in plainly("finding_count", n=2, **frame)
    assert "appears 3 times" in plainly("finding_count", n=3, **frame)


def test_arabic_number_categories_are_cldrs(monkeypatch):
    forms = dict.fromkeys(("zero", "one", "two", "few", "many", "other"))
    phrase = {"phrase": {name: name for name in forms}}
    monkeypatch.setattr(words, "catalogue", lambda code: phrase)
    monkeypatch.setenv(words.VARIABLE, "ar")
    expected = {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other"}
    assert {n: plainly("phrase", n=n) for n in expected} == expected


def test_gaps_are_filled_with_isolated_and_escaped_words():
    said = say("with_hedge", speaker="<script>", hedge="قد")
    assert said == '<bdi>&lt;script&gt;</bdi>, hedged <bdi lang="ar" dir="rtl">قد</bdi>'


@pytest.mark.parametrize("speak", [say, plainly])
def test_an_unknown_phrase_is_an_error(speak):
    with pytest.raises(KeyError, match="no_such_phrase"):
        speak("no_such_phrase")


def test_a_language_without_a_catalogue_is_refused_in_one_line(monkeypatch, refused):
    monkeypatch.setenv(words.VARIABLE, "tlh")
    assert "LANGUAGE=tlh" in refused(say, "unknown")
    with pytest.raises(InputError, match=r"words/tlh\.yml"):
        plainly("unknown")
