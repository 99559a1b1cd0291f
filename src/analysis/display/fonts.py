"""The font that the report carries in itself, so that its Arabic looks the same on every machine."""

import base64
import io
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from analysis import paths
from analysis.files import written_whole

#: What the report may show in this face: Arabic with its marks, punctuation, digits, direction marks.
UNICODES = (
    range(0x20, 0x7F),
    range(0xA0, 0x100),
    range(0x600, 0x700),
    range(0x2000, 0x2070),
    [0xFDFA, 0xFEFF],
)
WEIGHTS = {"Regular": 400, "Bold": 700}


def font_faces(cache: Path = paths.CACHE) -> str:
    """Give Amiri's ``@font-face`` rules with the font inside, cut to what Arabic news needs.

    Cutting takes some seconds and is done once on a machine.
    """
    return "".join(
        f"@font-face{{font-family:Amiri;font-weight:{weight};font-display:block;"
        f"src:url(data:font/woff;base64,{base64.b64encode(_cut(name, cache).read_bytes()).decode('ascii')})}}"
        for name, weight in WEIGHTS.items()
    )


def _cut(name: str, cache: Path) -> Path:
    path = cache / "fonts" / f"Amiri-{name}-{version('fontpkg-amiri')}.woff"
    if not path.exists():
        from fontTools.subset import Options, Subsetter, load_font, save_font  # noqa: PLC0415  slow to import

        # Packed by fontTools itself: HarfBuzz packs otherwise, and not everybody has it installed.
        options = Options(
            flavor="woff",
            layout_features=["*"],
            notdef_outline=True,
            recalc_timestamp=False,
            harfbuzz_repacker=False,
        )
        source = files("fontpkg_amiri").joinpath("files", f"Amiri-{name}.ttf").read_bytes()
        font = load_font(io.BytesIO(source), options)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[code for codes in UNICODES for code in codes])
        subsetter.subset(font)
        with written_whole(path) as draft:
            save_font(font, draft, options)
    return path
