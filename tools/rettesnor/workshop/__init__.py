"""The workshop: drafts, proposals, who may do what with them, and the log of what was done. It knows no web."""
