"""Finished letters by the million, each held against the rules of the day it was sent. Dask and PyArrow only here."""
