"""The process with limits: `python -m rettesnor.preview.limited SECONDS`, one JSON question a line in, one answer a line out.

Jinja, Typst and PDFium run here and nowhere else. It limits its own memory before it reads anything; a timer ends it
when a question has used its seconds of CPU, and its parent when nothing comes at all (`fill.py`).
"""

import resource
import signal
import sys
from collections.abc import Callable

import msgspec

from rettesnor.preview.paper import Comparison, Drawing, Printed, Sheet
from rettesnor.preview.sandbox import Request, answer

MEMORY_BYTES = 512_000_000
Question = Request | Sheet | Drawing | Comparison


def answered(question: Question) -> object:
    """What each of these is; Typst and PDFium are loaded by the first that needs them."""
    match question:
        case Request():
            return answer(question)
        case Sheet():
            return _printed(question)
        case Drawing():
            from rettesnor.preview.finished import picture

            return tuple(picture(question.document, page) for page in question.pages)
        case Comparison():
            from rettesnor.preview.pages import changed_pages

            return changed_pages(question.before, question.after, footer=question.footer)


def _printed(sheet: Sheet) -> Printed:
    from rettesnor.preview.finished import page_count, picture
    from rettesnor.preview.pdf import RenderError, WindowError, pdf

    try:
        made = pdf(sheet.body, sheet.paper)
    except WindowError as error:
        return Printed(fault="window", message=str(error))
    except RenderError as error:
        return Printed(fault="typst", message=str(error))
    return Printed(content=made, pages=page_count(made), picture=picture(made))


def serve(decode: Callable[[bytes], Question], seconds: float) -> None:
    """Answer until standard input closes; a question that uses more than so many seconds of CPU ends the process.

    CPU is counted, not the clock: on a machine with much else to do a letter takes longer, and is no worse for it.
    """
    for line in sys.stdin.buffer:
        signal.setitimer(signal.ITIMER_PROF, seconds)  # SIGPROF, which nobody catches
        made = msgspec.json.encode(answered(decode(line)))
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.buffer.write(made + b"\n")
        sys.stdout.buffer.flush()


def main() -> None:
    """Take on the limits, then answer."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    serve(msgspec.json.Decoder(Question).decode, float(sys.argv[1]))


if __name__ == "__main__":
    main()
