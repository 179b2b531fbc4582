"""Jinja's arithmetic on plain numbers, kept small."""

from rettesnor.letter.values import NOTHING, Unknown, Value

_MAX_NUMBER = 10**12


def calculated(sign: str, one: float, other: float) -> Value:
    """What two numbers make; an unknown value when that could grow out of hand, nothing when it cannot be."""
    if max(abs(one), abs(other)) > _MAX_NUMBER or (sign == "**" and (abs(other) > 16 or abs(one) > 1000)):
        return Unknown(f"{one} {sign} {other}", f"{one} {sign} {other}")
    if other == 0 and sign in ("/", "//", "%", "**"):
        return 1 if sign == "**" else NOTHING
    if sign == "**":
        power = one**other if one > 0 else NOTHING
        return power if isinstance(power, (int, float)) else NOTHING
    results = {"+": one + other, "-": one - other, "*": one * other}
    if other != 0:
        results |= {"/": one / other, "//": one // other, "%": one % other}
    return results.get(sign, NOTHING)
