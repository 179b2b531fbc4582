"""Git: what has changed, when, and how a page stood on a day."""

import os

# GitPython refuses to be imported where the program git is missing; a portal without a past is still a portal.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")
