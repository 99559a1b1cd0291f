"""YAML -> a validated :class:`Codebook`. An error names file, line and field, and what would be right."""

import difflib
import hashlib
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from pydantic import (
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

Location = tuple[int | str, ...]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


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

    words: Text
    variants: tuple[Text, ...] = ()
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
    """One frame: what it means, whose idea it is, and the words that carry it."""

    name: Name
    function: Literal["problem", "cause", "evaluation", "remedy"]
    definition: Text
    source: Text
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


def load_codebook(path: Path) -> Codebook:
    """Read and validate a codebook.

    Parameters
    ----------
    path : Path
        A YAML file in UTF-8; ``codebooks/README.md`` describes its keys.

    Returns
    -------
    Codebook
        With the hash of the file it was read from.

    Raises
    ------
    InputError
        Naming file, line and field: no YAML, a key that is unknown, missing or stands twice, an empty
        cue, a value that is none of those allowed.
    """
    if not path.is_file():
        raise InputError(f"{shown(path)} is missing. A codebook is a YAML file in codebooks/.")
    content = path.read_bytes()
    data, lines = _parse(content, path)
    try:
        codebook = Codebook.model_validate(data)
    except ValidationError as cause:
        first = cause.errors()[0]
        location = _location(first)
        raise InputError(
            f"{shown(path)}, line {_line(lines, location)}: {_explain(first, location)}"
        ) from cause
    return codebook.model_copy(update={"sha256": hashlib.sha256(content).hexdigest()})


def _parse(content: bytes, path: Path) -> tuple[Any, dict[Location, int]]:
    """Read YAML with the line of every key and value."""
    lines: dict[Location, int] = {}
    try:
        root = yaml.compose(content.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError as cause:
        raise InputError(f"{shown(path)} is not UTF-8. Save it as UTF-8.") from cause
    except yaml.MarkedYAMLError as cause:
        mark = cause.problem_mark or cause.context_mark
        line = mark.line + 1 if mark else 1
        raise InputError(
            f"{shown(path)}, line {line}: this is no YAML ({cause.problem}). "
            "Check the indentation and the colons; put quotation marks around a text that holds a colon."
        ) from cause
    if not isinstance(root, yaml.MappingNode):
        raise InputError(f"{shown(path)}, line 1: a codebook begins with keys such as 'codebook: name'.")
    return _build(root, (), lines, path), lines


def _build(node: yaml.Node, location: Location, lines: dict[Location, int], path: Path) -> Any:
    lines.setdefault(location, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        built: dict[Any, Any] = {}
        for key_node, value_node in node.value:
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
    loader = yaml.SafeLoader("")
    return loader.construct_object(node)  # type: ignore[no-untyped-call]


def _location(error: ErrorDetails) -> Location:
    return tuple(part for part in error["loc"] if part != "[key]")


def _line(lines: dict[Location, int], location: Location) -> int:
    """Give the line of a place, or of the nearest place around it that is written in the file."""
    while location not in lines:
        location = location[:-1]
    return lines[location]


def _inside(location: Location) -> str:
    """Say where a place lies: in which frame, or at the top of the codebook."""
    return f" in frame '{location[1]}'" if location[:1] == ("frames",) and len(location) > 1 else ""


def _explain(error: ErrorDetails, location: Location) -> str:
    """Say in a researcher's words what is wrong and what would be right."""
    field, where = location[-1] if location else "", _inside(location[:-1])
    match error["type"]:
        case "extra_forbidden":
            return f"unknown key '{field}'{where}. {_suggest(str(field), location)}"
        case "missing":
            return f"the key '{field}' is missing{where}."
        case "string_too_short" if "cues" in location or "not_when" in location:
            return f"a cue is empty{where}. Write its words, or remove the line."
        case "string_too_short":
            return f"'{field}' is empty{where}. Write it."
        case "too_short":
            return f"'{field}' is empty{where}. List at least one."
        case "literal_error":
            return f"'{field}' is \"{error['input']}\"{where}. Write one of {error['ctx']['expected']}."
        case "model_type" | "model_attributes_type" if "cues" in location or "not_when" in location:
            return f"a cue is empty{where}. Write its words, or remove the line."
        case "stray_pin":
            return f"{error['msg']}{where}. Write it as it stands in 'words' or 'variants'."
        case "string_type":
            return f"'{field}' is {error['input']!r}, which is no text{where}. Put it in quotation marks."
        case _:
            return f"'{field}'{where}: {error['msg'][0].lower()}{error['msg'][1:]}; found {error['input']!r}."


def _suggest(key: str, location: Location) -> str:
    """Suggest the key that was probably meant."""
    model: type[BaseModel] = Codebook
    if location[:1] == ("frames",):
        model = Cue if any(part in location for part in ("cues", "not_when")) else Frame
        model = Name if "name" in location[2:-1] else model
    known = [name for name in model.model_fields if name != "sha256"]
    close = difflib.get_close_matches(key, known, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"The keys are: {', '.join(known)}."
