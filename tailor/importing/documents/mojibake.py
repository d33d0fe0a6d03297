"""Undo UTF-8 that was read as Windows-1252: "NaÃ¯ve" is "Naïve", "â€¢" is a bullet."""

import re

_RUN = re.compile(
    r"[\u00c2-\u00f4][\u0080-\u00ff\u0152-\u0192\u02c6-\u02dc\u2013-\u2122\u20ac\u200b]+"
)
_LOST_BYTE = b"\x00"
# What a lost byte was, where one answer is far likelier: a closing quote, a full-width dash.
_LOST = ((b"\xe2\x80", b"\xe2\x80\x9d"), (b"\xef\xbc", b"\xef\xbc\x8d"))
# A no-break space that lost its second byte to a plain one.
_HALF_SPACE = re.compile(r"Â(?: |(?=\s|$))")


def repaired(text: str) -> str:
    """The text with the runs replaced that decode strictly; all others stay as they are."""
    return _HALF_SPACE.sub("\u00a0", _RUN.sub(_run, text))


def _run(match: re.Match[str]) -> str:
    # A run may end in characters of its own ("â€¢€"): try the longest part that decodes.
    run = match.group()
    for end in range(len(run), 1, -1):
        if (decoded := _decoded(run[:end])) is not None:
            return decoded + _RUN.sub(_run, run[end:])
    return run


def _decoded(run: str) -> str | None:
    try:
        encoded = b"".join(_byte(character) for character in run)
        for lead, whole in _LOST:
            encoded = encoded.replace(lead + _LOST_BYTE, whole)
        return encoded.decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def _byte(character: str) -> bytes:
    # cp1252 leaves five bytes undefined: readers pass them through as Latin-1, or write a
    # zero-width space for any of them.
    if character == "\u200b":
        return _LOST_BYTE
    if ord(character) < 0x100:
        return character.encode("latin-1")
    return character.encode("cp1252")
