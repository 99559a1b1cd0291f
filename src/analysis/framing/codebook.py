"""YAML -> a validated :class:`Codebook`. An error names file, line and field, and what would be right."""

import difflib
import hashlib
import reprlib
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar, get_args

import pandas as pd
import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from analysis.errors import InputError, shown
from analysis.language.tokens import tokenise

Location = tuple[int | str, ...]
Kind = TypeVar("Kind", bound=BaseModel)
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _words_only(phrase: str) -> str:
    """Refuse a phrase that no text could match: cues are compared word by word, without punctuation."""
    for written in phrase.split():
        if [token.kind for token in tokenise(written)] not in (["word"], ["number"], ["tag"]):
            raise PydanticCustomError("no_word", "no single word", {"written": written})
    return phrase


Phrase = Annotated[Text, AfterValidator(_words_only)]


#: The lists of a codebook, and how an error names an entry of each.
ENTRIES = {"frames": "frame", "entities": "entity", "events": "event"}


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Name(_Entry):
    """A name in the two languages of the report."""

    en: Text
    ar: Text


class Cue(_Entry):
    """Words that carry a frame, as a researcher writes them: in citation form.

    ``lemmas`` pins words of the cue to one lemma, written with its vowels; ``pos`` to one part of
    speech; ``variants`` are other wordings of the same cue; ``within`` lets so many words stand between
    two words of the cue; ``order: either`` accepts the words in any order.
    """

    words: Phrase
    variants: tuple[Phrase, ...] = ()
    lemmas: dict[Text, Text] = Field(default_factory=dict)
    pos: dict[Text, Literal["noun", "adjective", "verb", "name"]] = Field(default_factory=dict)
    within: Annotated[int, Field(ge=0, le=10)] = 0
    order: Literal["fixed", "either"] = "fixed"

    @model_validator(mode="after")
    def _pins_its_own_words(self) -> Self:
        """Refuse a pin of a word that the cue does not hold: it would silently do nothing."""
        words = {word for phrase in self.phrases for word in phrase}
        for stray in (word for word in (*self.lemmas, *self.pos) if word not in words):
            raise PydanticCustomError(
                "stray_pin",
                "'{word}' is pinned, but is no word of the cue '{cue}'",
                {"word": stray, "cue": self.words},
            )
        return self

    @property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """The words of the cue and of each variant."""
        return tuple(tuple(phrase.split()) for phrase in (self.words, *self.variants))


def _as_cue(written: Any) -> Any:
    """Read a bare string as a cue of these words."""
    return {"words": written} if isinstance(written, str) else written


CueEntry = Annotated[Cue, BeforeValidator(_as_cue)]


class Frame(_Entry):
    """One frame: what it means, whose idea it is, and the words that carry it.

    ``definition_ar`` and ``source_ar`` say the same in Arabic, for a page in Arabic.
    """

    name: Name
    function: Literal["problem", "cause", "evaluation", "remedy"]
    definition: Text
    source: Text
    definition_ar: Text | None = None
    source_ar: Text | None = None
    cues: Annotated[tuple[CueEntry, ...], Field(min_length=1)]
    not_when: tuple[CueEntry, ...] = ()


class Codebook(_Entry):
    """A validated codebook. ``sha256`` is that of its file."""

    codebook: Text
    version: Text
    title: Name
    source: Text
    validated: bool = False
    frames: Annotated[dict[Text, Frame], Field(min_length=1)]
    sha256: str = ""


def load_codebook(path: Path, coded: pd.DataFrame | None = None) -> Codebook:
    """Read and validate a codebook.

    Parameters
    ----------
    path : Path
        A YAML file in UTF-8; ``codebooks/README.md`` describes its keys.
    coded : DataFrame, optional
        A table of mentions: the codebook must be the one that they were coded with.

    Returns
    -------
    Codebook
        With the hash of the file it was read from.

    Raises
    ------
    InputError
        Naming file, line and field: no YAML, a key that is unknown, missing or stands twice, an empty
        cue or one that no text could match, a value that is none of those allowed.
    """
    codebook = load_validated(path, Codebook)
    strange = sorted(set(() if coded is None else coded["frame"]) - set(codebook.frames))
    if strange:
        raise InputError(
            f"{shown(path)} has no frame '{strange[0]}', but the mentions were coded with it. "
            "Name the same codebook in notebooks 03 and 04."
        )
    return codebook


def load_validated(path: Path, kind: type[Kind]) -> Kind:
    """Read a YAML file as a model that has a ``sha256``; errors are those of :func:`load_codebook`."""
    if not path.is_file():
        raise InputError(f"{shown(path)} is missing. A codebook is a YAML file in codebooks/.")
    content = path.read_bytes()
    data, lines = _parse(content, path)
    try:
        codebook = kind.model_validate(data)
    except ValidationError as cause:
        error = _most_telling(cause)
        told = _explain(error, _location(error), kind)
        raise InputError(f"{shown(path)}, line {_line(lines, error['loc'])}: {told}") from cause
    return codebook.model_copy(update={"sha256": hashlib.sha256(content).hexdigest()})


def _parse(content: bytes, path: Path) -> tuple[Any, dict[Location, int]]:
    """Read YAML with the line of every key and value."""
    lines: dict[Location, int] = {}
    try:
        root = yaml.compose(content.decode("utf-8-sig"), Loader=yaml.SafeLoader)
        if isinstance(root, yaml.MappingNode):
            return _build(root, (), lines, path), lines
    except UnicodeDecodeError as cause:
        raise InputError(f"{shown(path)} is not UTF-8. Save it as UTF-8.") from cause
    except yaml.MarkedYAMLError as cause:
        mark = cause.problem_mark or cause.context_mark
        line = mark.line + 1 if mark else 1
        raise InputError(
            f"{shown(path)}, line {line}: this is no YAML ({cause.problem}). "
            "Check the indentation and the colons; put quotation marks around a text that holds a colon."
        ) from cause
    except yaml.reader.ReaderError as cause:
        line = content.decode("utf-8-sig").count("\n", 0, cause.position) + 1
        raise InputError(
            f"{shown(path)}, line {line}: the character U+{cause.character:04X} cannot stand in YAML. "
            "Remove it."
        ) from cause
    except RecursionError as cause:
        raise InputError(
            f"{shown(path)}: its lists stand inside each other too deeply, or one holds itself. "
            "A codebook needs no more than four levels."
        ) from cause
    raise InputError(f"{shown(path)}, line 1: a codebook begins with keys such as 'codebook: name'.")


def _build(node: yaml.Node, location: Location, lines: dict[Location, int], path: Path) -> Any:
    lines.setdefault(location, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        built: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise InputError(
                    f"{shown(path)}, line {key_node.start_mark.line + 1}: a list cannot be a key"
                    f"{_inside(location)}. Write one word before the colon."
                )
            key = str(key_node.value)
            if key in built:
                raise InputError(
                    f"{shown(path)}, line {key_node.start_mark.line + 1}: '{key}' stands twice"
                    f"{_inside(location)}. Keep one."
                )
            lines[(*location, key)] = key_node.start_mark.line + 1
            built[key] = _build(value_node, (*location, key), lines, path)
        return built
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*location, i), lines, path) for i, child in enumerate(node.value)]
    return _value(node, path)


def _value(node: yaml.Node, path: Path) -> Any:
    """Read a text, number or truth value."""
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_object(node)
    except Exception as cause:  # PyYAML's readers of dates, numbers and tags raise whatever they meet
        raise InputError(
            f'{shown(path)}, line {node.start_mark.line + 1}: "{node.value}" is no value that YAML can read. '
            "Put it in quotation marks."
        ) from cause


def _most_telling(error: ValidationError) -> ErrorDetails:
    """Choose the error to show: an unknown key first, for it explains the key that is missing."""
    errors = error.errors()
    return next((told for told in errors if told["type"] == "extra_forbidden"), errors[0])


def _location(error: ErrorDetails) -> Location:
    """Give the place of an error. Pydantic adds "[key]" where the key itself is wrong."""
    location = error["loc"]
    return location[:-1] if location[-1:] == ("[key]",) and error["input"] == location[-2] else location


def _line(lines: dict[Location, int], location: Location) -> int:
    """Give the line of a place, or of the nearest place around it that is written in the file."""
    while location not in lines:
        location = location[:-1]
    return lines[location]


def _inside(location: Location) -> str:
    """Say where a place lies: in which frame, entity or event, or at the top of the codebook."""
    entry = ENTRIES.get(str(location[0])) if len(location) > 1 else None
    return f" in {entry} '{location[1]}'" if entry else ""


def _explain(error: ErrorDetails, location: Location, kind: type[BaseModel]) -> str:
    """Say in a researcher's words what is wrong and what would be right."""
    field, where = location[-1] if location else "", _inside(location[:-1])
    found = _shortened(error["input"])
    if _is_cue(location) and error["type"] in ("string_too_short", "model_type", "string_type"):
        return _explain_cue(error["input"], where)
    match error["type"]:
        case "extra_forbidden":
            told = f"unknown key '{field}'{where}. {_suggest(str(field), location, kind)}"
        case "missing":
            told = f"the key '{field}' is missing{where}."
        case "string_too_short":
            told = f"'{field}' is empty{where}. Write it."
        case "too_short":
            told = f"'{field}' is empty{where}. List at least one."
        case "literal_error":
            told = f"'{field}' is {found}{where}. Write one of {error['ctx']['expected']}."
        case "stray_pin":
            told = f"{error['msg']}{where}. Write it as it stands in 'words' or 'variants'."
        case "string_type":
            told = f"'{field}' is {found}, which is no text{where}. Put it in quotation marks."
        case "tuple_type":
            told = f"'{field}' is {found}, which is no list{where}. Write each entry after a dash."
        case "model_type" | "dict_type":
            told = f"'{field}' is {found}{where}, where keys are needed. Write 'key: value' lines below it."
        case "no_word":
            written = error["ctx"]["written"]
            told = f"a cue holds '{written}'{where}, which is no word. Write words without punctuation."
        case _:
            told = f"'{field}'{where}: {error['msg'][0].lower()}{error['msg'][1:]}; found {found}."
    return told


def _is_cue(location: Location) -> bool:
    """Tell whether a place is a cue, or the words of one."""
    inside = location[2:] if location[:1] and location[0] in ENTRIES else ()
    return inside[:1] in (("cues",), ("wordings",), ("short_forms",), ("not_when",)) and (
        len(inside) == 2 or inside[2:3] in (("words",), ("variants",))
    )


def _explain_cue(written: Any, where: str) -> str:
    if written is None or not str(written).strip():
        return f"a cue is empty{where}. Write its words, or remove the line."
    return f"a cue is {_shortened(written)}, which is no text{where}. Put it in quotation marks."


def _shortened(value: Any) -> str:
    """Repeat what was found, as YAML or a reader would name it."""
    told = {None: "empty", True: "true", False: "false"}
    return told[value] if value is None or isinstance(value, bool) else reprlib.repr(value)


def _suggest(key: str, location: Location, kind: type[BaseModel]) -> str:
    """Suggest the key that was probably meant."""
    known = [name for name in _model_at(kind, location[:-1]).model_fields if name != "sha256"]
    close = difflib.get_close_matches(key, known, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"The keys are: {', '.join(known)}."


def _model_at(kind: type[BaseModel], location: Location) -> type[BaseModel]:
    """Give the model that describes a place of the file: walk down the fields that lead there."""
    for part in location:
        field = kind.model_fields.get(str(part))
        inner = _model_in(field.annotation) if field else None
        kind = inner or kind
    return kind


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Find the model inside an annotation such as dict[str, Frame]."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)
