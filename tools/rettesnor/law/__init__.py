"""Legal citations: found in a text, resolved against the register, followed back to what cites them."""
