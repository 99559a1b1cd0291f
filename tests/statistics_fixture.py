"""The published worked examples that statistics must reproduce."""

import json
from pathlib import Path
from typing import Any

EXAMPLES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "fixtures" / "statistics.json").read_text(encoding="utf-8")
)
