"""WeasyPrint on the HTML files named on standard input, one a line: CPU seconds for all, as PDF/UA-1. Runs in an environment of its own."""

import sys
import time

import weasyprint

CSS = weasyprint.CSS(
    string='@page { size: A4; margin: 25mm 25mm 22mm; @bottom-right { content: "side " counter(page) " af " counter(pages) } }'
    "body { font: 10.5pt sans-serif; hyphens: auto }"
)
paths = sys.stdin.read().split()
started = time.process_time()
for path in paths:
    weasyprint.HTML(filename=path).write_pdf(stylesheets=[CSS], pdf_variant="pdf/ua-1")
print(time.process_time() - started)
