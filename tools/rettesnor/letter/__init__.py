"""A letter template, read as every citizen may get it: head -> tree -> readings -> blocks of prose with exact spans.

`head.read` reads the front matter, `template.parse` the rest; `readings.readings` chooses what citizens get, and each
reading's `blocks` are what they read. Jinja is never run. Import from the modules: load needs only `head`.

Known limits. A letter that Jinja cannot parse has no readings. Every branch is looked for within a bounded search, and
past it the letter is incomplete; pairs of branches are shown as far as a few more readings do so. Conditions that we
know by their source alone (»x in y«, »x is odd«) are independent of each other, a slice of a list is as well, and
state that a loop counts up in a `namespace()` follows lists of the sizes that loops ask for. HTML hidden by CSS is read.
"""
