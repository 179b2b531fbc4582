"""Pictures of a few figures as SVG that takes its colours from the page. The table beside it has every figure."""

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

WIDTH, HEIGHT = 720, 200
_TOP, _FOOT, _LEFT = 22, 26, 8
MOST_LABELS = 12


class Bar(NamedTuple):
    """One column: its name, its value, and the value as it is written."""

    name: str
    value: float
    shown: str


def columns(bars: Sequence[Bar], *, label: str) -> Markup:
    """A column for each bar, from zero; the highest one fills the picture."""
    highest = max((bar.value for bar in bars), default=0.0) or 1.0
    step = (WIDTH - 2 * _LEFT) / len(bars)
    width = min(step * 0.72, 56)
    room = HEIGHT - _TOP - _FOOT
    every = -(-len(bars) // MOST_LABELS)
    parts = [
        f'<svg class="picture" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(label)}. Tallene står i tabellen.">',
        f'<line class="axis" x1="0" y1="{HEIGHT - _FOOT}" x2="{WIDTH}" y2="{HEIGHT - _FOOT}"/>',
    ]
    for number, bar in enumerate(bars):
        height = bar.value / highest * room
        middle = _LEFT + step * (number + 0.5)
        foot = HEIGHT - _FOOT
        parts.append(
            f'<rect x="{middle - width / 2:.1f}" y="{foot - height:.1f}" width="{width:.1f}" height="{height:.1f}">'
            f"<title>{escape(bar.name)}: {escape(bar.shown)}</title></rect>"
        )
        if number % every == 0:
            parts.append(
                f'<text x="{middle:.1f}" y="{foot - height - 6:.1f}">{escape(bar.shown)}</text>'
                f'<text class="name" x="{middle:.1f}" y="{HEIGHT - 8}">{escape(bar.name)}</text>'
            )
    parts.append("</svg>")
    return Markup("".join(parts))
