"""What a channel can show of a letter (content/channels.yml), and how a print supplier folds and posts it (content/print/)."""

from typing import Literal

from rettesnor.model.pages import Channel, Source
from rettesnor.model.record import Record

Markup = Literal["heading", "bold", "italic", "strike", "list", "table", "quote", "code", "link", "rule"]


class ChannelLimits(Record, frozen=True, kw_only=True):
    """The markup that `channel` shows; what it does not show is written another way. A channel without limits shows all."""

    channel: Channel
    shows: tuple[Markup, ...]
    source: Source | None = None


class Window(Record, frozen=True, kw_only=True):
    """The window of an envelope, in mm from the paper's left and upper edge."""

    left: float = 20.0
    top: float = 43.0
    width: float = 85.0
    height: float = 36.0


class PrintLayout(Record, frozen=True, kw_only=True):
    """Where a print supplier wants things on A4, in mm: `address_inset` is from the window's edge to the address,
    `body_top` where the text begins on the first page, `folds` where the paper is folded, from its upper edge."""

    id: str
    title: str
    window: Window = Window()
    address_inset: float = 4.0
    body_top: float = 88.0
    margin_left: float = 25.0
    margin_right: float = 25.0
    margin_top: float = 25.0
    margin_bottom: float = 22.0
    folds: tuple[float, ...] = (99.0, 198.0)
    source: Source | None = None


STANDARD = PrintLayout(id="standard", title="Standard")
