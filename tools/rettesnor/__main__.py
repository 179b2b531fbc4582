"""`python -m rettesnor`."""

import sys

from rettesnor.cli.main import main

sys.exit(main())
