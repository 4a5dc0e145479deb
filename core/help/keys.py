"""What pages are named by; apart from the pages, since the window needs no more before one is opened."""

from core.kinds import Kind

FIRST_PAGE = "first-steps"
SHORTCUTS_PAGE = "shortcuts"


def kind_key(kind: type[Kind]) -> str:
    """Give the key of the page on a kind."""
    return f"kind/{kind.type}"
