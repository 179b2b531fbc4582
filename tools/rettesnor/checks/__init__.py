"""One module for each kind of check: text and card in, matches out."""
