"""`batch` and `slice`: a list cut into rows or columns, the last of them filled up."""

from rettesnor.letter.conditions import MAX_SIZE
from rettesnor.letter.values import Nothing, Value


def batch(items: list[Value], size: int, fill: Value) -> list[Value]:
    """Rows of `size` items."""
    size = max(1, min(size, MAX_SIZE))
    rows = [items[start : start + size] for start in range(0, len(items), size)]
    if rows and not isinstance(fill, Nothing):
        rows[-1] += [fill] * (size - len(rows[-1]))
    return [*rows]


def columns(items: list[Value], count: int, fill: Value) -> list[Value]:
    """So many columns, the first ones the longest. Jinja fills each of the others, also when all are as long."""
    count = max(1, min(count, MAX_SIZE))
    least, longer = divmod(len(items), count)
    found: list[Value] = []
    at = 0
    for number in range(count):
        end = at + least + (number < longer)
        filled = number >= longer and not isinstance(fill, Nothing)
        found.append([*items[at:end], fill] if filled else items[at:end])
        at = end
    return found
