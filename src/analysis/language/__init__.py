"""Words: spelling, tokens with offsets, and the lemmas that a form may belong to.

What needs pandas is imported when it is first asked for: spelling alone needs none of it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.language.lemmas import add_lemmas, best_engine
    from analysis.language.tokens import tokenise_corpus

__all__ = ["add_lemmas", "best_engine", "tokenise_corpus"]


def __getattr__(name: str) -> Any:
    if name in ("add_lemmas", "best_engine"):
        from analysis.language import lemmas  # noqa: PLC0415

        return getattr(lemmas, name)
    if name == "tokenise_corpus":
        from analysis.language import tokens  # noqa: PLC0415

        return tokens.tokenise_corpus
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
