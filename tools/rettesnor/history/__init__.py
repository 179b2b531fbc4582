"""Git: what has changed, when, and how a page stood on a day."""
