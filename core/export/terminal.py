"""Text for a terminal; apart from the table there, so that no other command loads what lays that out."""


def terminal_text(text: str) -> str:
    r"""Make a text safe for a terminal: signs that would steer it are written as `\u202e`."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
