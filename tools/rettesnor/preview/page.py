"""A whole HTML page around a letter, as the reader sees it in Digital Post or on Min Side; for files, not for the portal."""

from html import escape

from rettesnor.model import Channel

NAMES: dict[Channel, str] = {
    "digital_post": "Digital Post",
    "min_side": "Min Side på Jobnet",
    "papir": "Papir",
}
STYLE = """
body{margin:0;background:#f5f5f5;color:#1a1a1a;font:17px/1.6 "IBM Plex Sans",system-ui,sans-serif}
header{background:#fff;border-bottom:1px solid #bfbfbf;padding:1rem 1.5rem;font-size:15px}
header strong{display:block;font-size:18px}
main{max-width:42rem;margin:2rem auto;background:#fff;padding:2rem 2.5rem;box-sizing:border-box}
main>:first-child{margin-top:0}
h1{font-size:1.75rem;line-height:1.25}h2{font-size:1.2rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;border-bottom:1px solid #bfbfbf;padding:.4rem 0}
mark{background:#fff3bf;padding:0 .15em}
a{color:#0b4f9e}
@media(max-width:40rem){main{margin:0;padding:1.25rem}}
"""


def page(body: str, *, title: str, sender: str, channel: Channel) -> str:
    """HTML5 document with the letter's body; `title` is also the subject line."""
    return (
        f'<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)} · {NAMES[channel]}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<header><strong>{escape(title)}</strong>Fra {escape(sender)} i {NAMES[channel]}</header>\n"
        f"<main>\n{body}</main>\n</body>\n</html>\n"
    )
