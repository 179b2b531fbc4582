"""Search: the model's pages as documents, an index on disk, and a planner that answers what staff type.

`build` makes the index and swaps it in; `Searcher` answers from it. Whoosh stands behind `engine.Engine` and
only keeps postings and texts: words are read by danish/analysis.py, and what a match is worth is decided here.
"""
