"""LaTeX: sections, items and the header macros of résumé templates, as lines of text."""

import re
from collections.abc import Iterator

from tailor.importing.documents.document import Block

_MACRO = re.compile(r"\\([a-zA-Z@]+)\*?\s*(?:\[[^\]]*\])?")
_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
_ESCAPES = re.compile(r"\\([%&$#_{}])")
_SECTIONS = {"section", "subsection", "cvsection", "resumeSection", "rSection"}
_ITEMS = {"item", "resumeItem", "cvitem", "resumeSubItem", "cvlistitem"}
_WRAPPERS = {"textbf", "textit", "emph", "underline", "textsc", "texttt", "small", "large", "mbox"}
_MARK = re.compile(r"\\[a-zA-Z]{3,}\s*\{")


def is_latex(text: str) -> bool:
    """Whether the text has macros with arguments in it."""
    return len(_MARK.findall(text)) >= 2


def blocks(text: str) -> Iterator[Block]:
    """The lines: a macro of two or more arguments is one line with a tab between them."""
    plain = _ESCAPES.sub(r"\1", "".join(_text(_COMMENT.sub("", text))))
    for line in plain.split("\n"):
        style, _, words = line.rpartition("\x01")
        tidy = re.sub(r"[ \xa0]+", " ", words.replace("~", " ").replace("--", "–")).strip()
        if style:
            yield Block(tidy, "heading" if "h" in style else "bullet", 2 if "h" in style else 1)
        else:
            yield Block(tidy)


def _text(text: str) -> Iterator[str]:
    position = 0
    while position < len(text):
        macro = _MACRO.match(text, position)
        if macro:
            arguments, position = _arguments(text, macro.end())
            yield from _macro(macro.group(1), arguments)
        elif text.startswith("\\\\", position):
            yield "\n"
            position += 2
        elif text.startswith("\\", position):
            yield text[position : position + 2]
            position += 2
        else:
            yield "" if text[position] in "{}" else text[position]
            position += 1


def _macro(name: str, arguments: list[str]) -> Iterator[str]:
    inner = ["".join(_text(argument)).strip() for argument in arguments]
    if name in ("begin", "end", "vspace", "hspace", "documentclass", "usepackage"):
        yield "\n"
    elif name == "href" and len(inner) >= 2:
        yield f"{inner[1]} ({inner[0]})"
    elif name in _WRAPPERS:
        yield " ".join(inner)
    elif name in _SECTIONS:
        yield f"\n\nh\x01{' '.join(inner)}\n"
    elif name in _ITEMS:
        yield f"\nb\x01{': '.join(filter(None, inner))}" + ("\n" if inner else "")
    elif len(inner) >= 2:
        yield "\n\n" + "\t".join(inner) + "\n"
    elif inner:
        yield f" {inner[0]} "
    else:
        yield "\n" if len(name) > 8 else " "


def _arguments(text: str, position: int) -> tuple[list[str], int]:
    arguments: list[str] = []
    while position < len(text) and text[position] == "{":
        end = _closing(text, position)
        arguments.append(text[position + 1 : end])
        position = end + 1
    return arguments, position


def _closing(text: str, position: int) -> int:
    depth = 0
    for index in range(position, len(text)):
        if text[index] in "{}" and text[index - 1] != "\\":
            depth += 1 if text[index] == "{" else -1
            if depth == 0:
                return index
    return len(text)
