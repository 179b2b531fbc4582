"""Rettesnor: procedures and letters of an employment administration, kept findable and right."""

__version__ = "0.1.0"
