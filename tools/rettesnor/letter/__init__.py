"""A letter template, read as every citizen may get it: head -> tree -> readings -> blocks of prose with exact spans.

`head.read` reads the front matter, `template.parse` the rest; `readings.readings` chooses what citizens get, and each
reading's `blocks` are what they read. Jinja is never run. Import from the modules: load needs only `head`.
"""
