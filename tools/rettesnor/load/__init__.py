"""Files to model. The only room that reads a content root; every fault becomes a Problem, and no fault hides another."""

from rettesnor.load.root import find_root
from rettesnor.load.whole import load

__all__ = ["find_root", "load"]
