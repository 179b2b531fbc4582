"""Values as a letter shows them: »3. november 2026«, »4.325 kr.«, »10.15«. Pure."""

import datetime
from decimal import Decimal
from typing import Self

from rettesnor.model import Field

MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


class WrongValue(Exception):
    """A value that its field cannot hold; the message is Danish and says what to write."""


class Day(datetime.date):
    """A date that prints as »3. november 2026«."""

    @classmethod
    def of(cls, date: datetime.date) -> Self:
        return cls(date.year, date.month, date.day)

    def __str__(self) -> str:
        return f"{self.day}. {MONTHS[self.month - 1]} {self.year}"


class Number(Decimal):
    """A number with Danish marks: »1.200«, »37,5«."""

    def __str__(self) -> str:
        whole, _, part = format(self, "f").partition(".")
        sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
        grouped = f"{int(digits):,}".replace(",", ".")
        return f"{sign}{grouped},{part}" if part else f"{sign}{grouped}"


class Money(Number):
    """An amount in kroner: »4.325 kr.«, or »4.325,50 kr.« when there are øre."""

    def __str__(self) -> str:
        return f"{Number.__str__(self)} kr."


class Yes(int):
    """A boolean that prints as »ja« or »nej« (bool itself cannot be inherited)."""

    def __str__(self) -> str:
        return "ja" if self else "nej"


class Items(list[object]):
    """A list that prints as »a, b og c«."""

    def __str__(self) -> str:
        shown = [str(item) for item in self]
        return f"{', '.join(shown[:-1])} og {shown[-1]}" if len(shown) > 1 else "".join(shown)


def typed(value: object, field: Field) -> object:
    """`value` from a case as `field` has it; text where the field has no type. Raises WrongValue."""
    match field.type:
        case "date" if isinstance(value, datetime.date):
            return Day.of(value)
        case "date":
            raise WrongValue(f"»{field.name}« skal være en dato skrevet ÅÅÅÅ-MM-DD, men er »{value}«.")
        case "time":
            return _time(value, field.name)
        case "number":
            return Number(_decimal(value, field.name, "et tal"))
        case "money":
            amount = _decimal(value, field.name, "et beløb i kroner")
            return Money(amount if amount == amount.to_integral() else amount.quantize(Decimal("0.01")))
        case "boolean" if isinstance(value, bool):
            return Yes(value)
        case "boolean":
            raise WrongValue(f"»{field.name}« skal være true eller false, men er »{value}«.")
        case "choice":
            if field.choices and str(value) not in field.choices:
                raise WrongValue(f"»{field.name}« kan ikke være »{value}«. Vælg: {', '.join(field.choices)}.")
            return str(value)
        case "list" if isinstance(value, list):
            items: list[object] = value  # pyright: ignore[reportUnknownVariableType] -- any item that YAML gave
            return Items(_item(item) for item in items)
        case "list":
            raise WrongValue(f"»{field.name}« skal være en liste, men er »{value}«.")
        case "text" | None:
            if isinstance(value, (dict, list)):
                raise WrongValue(f"»{field.name}« skal være en tekst.")
            return "" if value is None else str(_item(value))


def _item(value: object) -> object:
    """A value without a field of its own (in a list, in a mapping) as it prints best."""
    match value:
        case bool():
            return Yes(value)
        case datetime.date():
            return Day.of(value)
        case int() | float():
            return Number(str(value))
        case dict():
            mapping: dict[object, object] = value  # pyright: ignore[reportUnknownVariableType] -- any value that YAML gave
            return {str(key): _item(item) for key, item in mapping.items()}
        case list():
            items: list[object] = value  # pyright: ignore[reportUnknownVariableType] -- any item that YAML gave
            return Items(_item(item) for item in items)
        case _:
            return value


def _decimal(value: object, name: str, wanted: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise WrongValue(f"»{name}« skal være {wanted} uden punktum og enhed, men er »{value}«.")
    return Decimal(str(value))


def _time(value: object, name: str) -> str:
    text = f"{value:.2f}" if isinstance(value, float) else str(value)
    hours, _, minutes = text.replace(":", ".").partition(".")
    if not (hours.isdigit() and int(hours) < 24 and (minutes or "00").isdigit() and int(minutes or 0) < 60):
        raise WrongValue(f"»{name}« skal være et klokkeslæt som »10.15«, men er »{value}«.")
    return f"{int(hours)}.{minutes}" if minutes and minutes != "00" else str(int(hours))
