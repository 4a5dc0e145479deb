"""The network as a picture: what is drawn, and where; no Qt."""

STYLES = ("volumes", "schematic")
"""The styles of a picture, by their names; the first is the usual one."""
