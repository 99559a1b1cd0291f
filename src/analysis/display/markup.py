"""HTML that shows Arabic and Latin text in one page without their running into each other.

Everything that comes from an article or a table passes through :class:`markupsafe.Markup`, which
escapes it.
"""

from functools import cache
from importlib.resources import files
from typing import Literal

from markupsafe import Markup

from analysis.language.orthography import has_arabic

Direction = Literal["rtl", "ltr"]

#: Prose whose letters are Arabic to this share runs right to left.
RTL_SHARE = 0.5


class Html:
    """A piece of a page that shows itself in JupyterLab and in the report alike."""

    def __init__(self, body: Markup) -> None:
        self.body = body

    def __repr__(self) -> str:
        return " ".join(self.body.striptags().split())

    def _repr_html_(self) -> str:
        return f'{style_element()}<div class="itar">{self.body}</div>'

    def __html__(self) -> str:
        return str(self.body)


@cache
def look_css() -> str:
    """Read the project's style sheet."""
    return files(__package__).joinpath("look.css").read_text(encoding="utf-8")


@cache
def style_element() -> str:
    """Give the style sheet as an output in a notebook carries it; the report takes it out again."""
    return f"<style>{look_css()}</style>"


def direction(text: str, share: float = RTL_SHARE) -> Direction:
    """Decide from its letters which way a text runs."""
    letters = [sign for sign in text if sign.isalpha()]
    arabic = sum(has_arabic(sign) for sign in letters)
    return "rtl" if letters and arabic >= share * len(letters) and arabic else "ltr"


def isolated(text: object) -> Markup:
    """Set a word or phrase apart from the text around it, in its own script and direction."""
    shown = str(text)
    if has_arabic(shown):
        return Markup('<bdi lang="ar" dir="rtl">{}</bdi>').format(shown)
    return Markup("<bdi>{}</bdi>").format(shown)


def running(text: str) -> Markup:
    """Set a sentence apart; it runs the way most of its letters do, whatever names stand in it."""
    if direction(text) == "rtl":
        return Markup('<bdi lang="ar" dir="rtl">{}</bdi>').format(text)
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def prose(sentence: str, **values: object) -> Html:
    """Say a sentence of a notebook with computed values in its {gaps}, each isolated and escaped."""
    filled = {name: isolated(value) for name, value in values.items()}
    return Html(Markup("<p>{}</p>").format(Markup(sentence).format(**filled)))
