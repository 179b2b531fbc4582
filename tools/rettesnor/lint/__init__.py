"""Letters + policy -> findings; findings -> fixed text.

`letter.lint_letter` checks a template as every citizen may get it, `letter.lint_snippet` and `letter.lint_page` a text
that letters or caseworkers read. Everything here is pure: files, clocks and git belong to `checking`.
"""
