"""The web service: the built portal, search and health. If it stops, any file server shows the same pages."""

from rettesnor.web.app import create

__all__ = ["create"]
