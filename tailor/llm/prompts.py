"""Prompts as files: `prompts/<step>.md`, front matter above `# system` and `# user`."""

import functools
import hashlib
import json
import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from tailor.errors import InputError
from tailor.llm.answers import OUTPUTS, Answer
from tailor.resources import folder

STEPS = ("requirements", "evidence", "rewrite", "repair", "judge", "summary", "letter", "import")


class Example(BaseModel):
    """One worked example: what the user message holds, and the answer that is right."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    input: str
    output: dict[str, Any]


class FrontMatter(BaseModel):
    """What stands above a prompt's text."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    output: str
    temperature: float = 0.0
    max_tokens: int = 2000
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt: its texts with `{variables}`, the type it asks for, and its fingerprint.

    The fingerprint changes with every byte of the file, so that a run can say what it asked.
    """

    name: str
    system: str
    user: str
    output_type: type[Answer]
    temperature: float
    max_tokens: int
    examples: tuple[Example, ...]
    fingerprint: str

    @property
    def variables(self) -> frozenset[str]:
        """The names that must be given to render it."""
        return variables_of(self.system) | variables_of(self.user)

    @property
    def tags(self) -> frozenset[str]:
        """The tags that fence data in the user message."""
        return frozenset(re.findall(r"</([a-z_]+)>", self.user))

    def examples_text(self) -> str:
        """The examples as the end of the system message; empty when there are none."""
        shown = (
            f"Input:\n{example.input}\nAnswer:\n{json.dumps(example.output, ensure_ascii=False)}"
            for example in self.examples
        )
        text = "\n\n".join(shown)
        return f"\n\nExamples (of other people, never to be copied):\n\n{text}" if text else ""

    def fenced(self, values: Mapping[str, str]) -> dict[str, str]:
        """The values with this prompt's closing tags made harmless: data cannot leave its fence."""
        tags = "|".join(sorted(self.tags)) or "(?!)"
        closing = re.compile(rf"<(?=\s*/\s*(?:{tags})\b)", re.IGNORECASE)
        return {name: closing.sub("‹", value) for name, value in values.items()}


@functools.cache
def load(name: str) -> Prompt:
    """Read a shipped prompt. Raises InputError when the file is not a prompt."""
    return read(folder("prompts") / f"{name}.md")


def read(path: Path) -> Prompt:
    """Read one prompt file. Raises InputError that names what is wrong with it."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"The prompt {path} cannot be read ({error.strerror}).") from error
    match = re.fullmatch(r"---\n(.*?)\n---\n+# system\n(.*?)\n# user\n(.*)", text, re.DOTALL)
    if not match:
        raise InputError(f"{path} is no prompt. It needs front matter, '# system' and '# user'.")
    try:
        front = FrontMatter.model_validate(yaml.safe_load(match[1]))
    except (yaml.YAMLError, ValidationError) as error:
        raise InputError(f"The front matter of {path} is not usable: {error}") from error
    output_type = OUTPUTS.get(front.output)
    if output_type is None:
        raise InputError(f"{path} asks for {front.output}. Known are: {', '.join(OUTPUTS)}.")
    prompt = Prompt(
        name=path.stem,
        system=match[2].strip(),
        user=match[3].strip(),
        output_type=output_type,
        temperature=front.temperature,
        max_tokens=front.max_tokens,
        examples=front.examples,
        fingerprint=hashlib.sha256(text.encode()).hexdigest()[:12],
    )
    return _linted(prompt, path)


def variables_of(template: str) -> frozenset[str]:
    """The names in a template. Raises ValueError for anything that is more than a name."""
    names = set()
    for _, name, spec, conversion in string.Formatter().parse(template):
        if name is None:
            continue
        if spec or conversion or not name.isidentifier():
            raise ValueError(f"{{{name}}} is more than a name")
        names.add(name)
    return frozenset(names)


def _linted(prompt: Prompt, path: Path) -> Prompt:
    try:
        _ = prompt.variables
    except ValueError as error:
        raise InputError(f"{path}: {error}. Write {{{{ and }}}} for braces.") from error
    for number, example in enumerate(prompt.examples, 1):
        try:
            TypeAdapter(prompt.output_type).validate_python(example.output, extra="forbid")
        except ValidationError as error:
            raise InputError(f"{path}: example {number} is not valid: {error}") from error
    return prompt
