"""Executed notebooks -> one HTML page that opens from disk and loads nothing from elsewhere.

A cell that a notebook tags with the name of a section (one of ``SECTIONS``) gives its output to that
section, at the head of the page; everything else stands in the notebook's own chapter, with its code
folded away.
"""

import argparse
import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import mistune
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from analysis import __version__
from analysis.display.fonts import font_faces
from analysis.display.markup import direction, look_css, style_element
from analysis.display.words import catalogue, language, plainly, say
from analysis.errors import InputError, shown
from analysis.files import write_text
from analysis.reproduction import MANIFEST, hashes

#: What stands above the first section.
HEAD = ("title", "facts")
#: In the reader's order: what is found, where it can be read, what lies behind it.
SECTIONS = (
    *HEAD,
    "findings",
    "charts",
    "reading",
    "alignment",
    "naming",
    "outlets",
    "evidence",
    "method",
    "provenance",
)
#: The page may use its own style, font and script, and nothing else.
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; script-src '{script}'; "
    "base-uri 'none'; form-action 'none'"
)

_CODE = HtmlFormatter(nowrap=True, classprefix="hl-")
_OPENING_TAG = re.compile(r"<(h[1-6]|p|li|blockquote|td|th)>")


class Chapter(NamedTuple):
    """A notebook's heading and its body."""

    heading: str
    body: Markup


def make_report(executed: Iterable[Path], target: Path) -> None:
    """Write the page.

    Parameters
    ----------
    executed : iterable of Path
        Executed notebooks in the order of the chapters.
    target : Path
        Where the page goes; it is written whole or not at all.

    Raises
    ------
    InputError
        If a file is no notebook, or was not executed.
    """
    notebooks = {path.stem: _read(path) for path in executed}
    sections = {name: _section(name, notebooks.values()) for name in SECTIONS}
    environment = Environment(
        loader=PackageLoader("analysis.display"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    script = files(__package__).joinpath("page.js").read_text("utf-8")
    page = environment.get_template("page.html.j2").render(
        language=language(),
        direction=catalogue(language())["direction"],
        policy=POLICY.format(script=_hash_of(script)),
        script=Markup(script),
        title=_title(sections["title"]),
        style=Markup(font_faces() + look_css() + files(__package__).joinpath("page.css").read_text("utf-8")),
        head=[sections[name] for name in HEAD],
        sections={name: section for name, section in sections.items() if section and name not in HEAD},
        chapters=[_chapter(name, notebook) for name, notebook in notebooks.items()],
        say=say,
        plainly=plainly,
        version=__version__,
    )
    write_text(target, _without_dead_links(page))


def _without_dead_links(page: str) -> str:
    """Turn links to what the page does not show: to the table of evidence if that holds it, else to words.

    Of a large corpus the page shows some articles and some rows. A link whose words name its place
    (``data-else``) goes with it.
    """
    places = set(re.findall(r' id="([^"]*)"', page))

    def settled(link: re.Match[str]) -> str:
        place, told, words = link["place"], link["told"], link["words"]
        if place in places:
            return f'<a class="see" href="#{place}">{words}</a>'
        return f'<a class="see" href="#row-{place}">{told}</a>' if f"row-{place}" in places else ""

    page = re.sub(
        r'<a class="see" href="#(?P<place>[^"]*)" data-else="(?P<told>[^"]*)">(?P<words>.*?)</a>',
        settled,
        page,
    )
    return re.sub(r' href="#([^"]*)"', lambda link: link.group() if link.group(1) in places else "", page)


def _hash_of(script: str) -> str:
    """Name the one script that the page may run, by its hash (Content Security Policy, level 3)."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _read(path: Path) -> dict[str, Any]:
    try:
        notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        cells = notebook["cells"]
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise InputError(f"{shown(path)}: this is no executed notebook. Run 'make report'.") from cause
    if any(_skipped(cell) and _source(cell).strip() for cell in cells):
        raise InputError(f"{shown(path)}: the notebook was not executed. Run 'make report'.")
    return notebook


def _skipped(cell: Mapping[str, Any]) -> bool:
    return cell["cell_type"] == "code" and cell["execution_count"] is None


def _tags(cell: Mapping[str, Any]) -> set[str]:
    return set(cell["metadata"].get("tags", ()))


def _section(name: str, notebooks: Iterable[Mapping[str, Any]]) -> Markup:
    """Gather what the cells tagged with a section's name show."""
    return Markup("").join(
        _outputs(cell) if cell["cell_type"] == "code" else _prose(_source(cell))
        for notebook in notebooks
        for cell in notebook["cells"]
        if name in _tags(cell)
    )


def _chapter(name: str, notebook: Mapping[str, Any]) -> Chapter:
    cells = notebook["cells"]
    written = re.sub(r"^#+\s*", "", next(iter(_source(cells[0]).splitlines()), ""))
    heading = str(catalogue(language()).get(f"chapter_{name}", written))
    return Chapter(heading, Markup("").join(_cell(cell, first=cell is cells[0]) for cell in cells))


def _cell(cell: Mapping[str, Any], first: bool) -> Markup:
    source = _source(cell)
    lifted = bool(_tags(cell) & set(SECTIONS))
    if cell["cell_type"] == "markdown":
        return Markup("") if lifted else _prose(source.partition("\n")[2] if first else source)
    outputs = Markup('<p class="soft">{}</p>').format(say("shown_above")) if lifted else _outputs(cell)
    code = Markup(highlight(source, PythonLexer(), _CODE))
    return Markup(
        '<details class="code"><summary>{}</summary><pre dir="ltr" tabindex="0">{}</pre></details>{}'
    ).format(say("show_code"), code, outputs)


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])


def _prose(source: str) -> Markup:
    """Turn Markdown into HTML, one level down, each block running the way its letters do."""
    html = str(mistune.create_markdown(escape=True, plugins=["table"])(source))
    html = re.sub(r"<(/?)h([1-5])>", lambda tag: f"<{tag.group(1)}h{int(tag.group(2)) + 1}>", html)
    blocks = re.split(r"(?=<(?:h[1-6]|p|li|blockquote|td|th)>)", html)
    return Markup("".join(map(_directed, blocks)))


def _directed(block: str) -> str:
    way = direction(re.sub(r"<[^>]*>", "", block))
    return _OPENING_TAG.sub(lambda tag: f'<{tag.group(1)} dir="{way}">', block, count=1)


def _outputs(cell: Mapping[str, Any]) -> Markup:
    return Markup("").join(map(_output, cell["outputs"]))


def _output(output: Mapping[str, Any]) -> Markup:
    """Show what a cell gave: our own HTML as it is, Markdown as prose, all else as text."""
    if output["output_type"] == "stream":
        return (
            Markup('<pre tabindex="0">{}</pre>').format("".join(output["text"]))
            if output["name"] == "stdout"
            else Markup()
        )
    data = output.get("data", {})
    if "text/html" in data:
        return Markup("".join(data["text/html"]).replace(style_element(), ""))
    if "text/markdown" in data:
        return Markup('<div class="itar">{}</div>').format(_prose("".join(data["text/markdown"])))
    return Markup('<pre tabindex="0">{}</pre>').format("".join(data.get("text/plain", "")))


def _title(section: Markup) -> str:
    heading = re.search(r"<h1[^>]*>(.*?)</h1>", section, flags=re.S)
    return Markup(heading.group(1)).striptags() if heading else "Itar"


def main() -> None:
    """Make the report from the command line."""
    parser = argparse.ArgumentParser(description=make_report.__doc__)
    parser.add_argument("executed", nargs="+", type=Path)
    parser.add_argument("--to", type=Path, required=True)
    told = parser.parse_args()
    try:
        make_report(told.executed, told.to)
        listed = json.dumps(hashes(told.to.parent), indent=1, sort_keys=True)
        write_text(told.to.parent / MANIFEST, listed + "\n")
    except InputError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
