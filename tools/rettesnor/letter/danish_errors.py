"""What Jinja's parser says about a mistake, in Danish that an author can act on."""

import re

_UNKNOWN = re.compile(r"Encountered unknown tag '(\w+)'")
_OPEN = re.compile(r"innermost block that needs to be closed is '(\w+)'")


def syntax_message(error: str, shown: str) -> str:
    """`error` is Jinja's own text, `shown` the tag that it is about."""
    unknown, still_open = _UNKNOWN.search(error), _OPEN.search(error)
    if error.startswith("Unexpected end of template") and still_open:
        name = still_open.group(1)
        return f"{{% {name} %}} bliver aldrig lukket. Skriv {{% end{name} %}}, hvor den slutter."
    if unknown and still_open:
        found, name = unknown.group(1), still_open.group(1)
        return f"{{% {found} %}} passer ikke her: {{% {name} %}} skal først lukkes med {{% end{name} %}}."
    if unknown:
        found = unknown.group(1)
        if found.startswith("end") or found in ("else", "elif"):
            return (
                f"{{% {found} %}} hører ikke til noget. Slet det, eller skriv det tag, der mangler før det."
            )
        return f"{{% {found} %}} er ikke et tag i Jinja. Ret navnet, eller slet det."
    if error.startswith("Unexpected end of template"):
        return f"Skabelonen slutter midt i »{shown}«. Luk tagget."
    return f"»{shown}« kan ikke læses ({error.rstrip('.')}). Ret det, der står mellem klammerne."
