"""The help: pages that are written, in `resources/help`, and pages made from the catalogue; and how one finds them."""

from core.help.library import Library
from core.help.pages import ActionWords, Page

__all__ = ["ActionWords", "Library", "Page"]
