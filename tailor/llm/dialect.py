"""What a server understands: started high, stepped down when it complains, then remembered."""

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlsplit

Format = Literal["json_schema", "json_object", "text"]
LimitName = Literal["max_completion_tokens", "max_tokens"]

_FORMATS: tuple[Format, ...] = ("json_schema", "json_object", "text")
_FORMAT_WORDS = ("response_format", "json_schema", "json_object", "schema", "grammar", "format")
_OPENAI_HOSTS = ("openai.com", "azure.com")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to ask one server for an answer in a given shape."""

    format: Format = "json_schema"
    limit: LimitName | None = "max_tokens"
    temperature: bool = True

    def simpler(self, complaint: str) -> "Dialect | None":
        """The next thing to try after a server refused a request with these words.

        None when there is nothing simpler that the complaint could be about.
        """
        words = complaint.lower()
        if self.limit and self.limit in words:
            other: LimitName = (
                "max_tokens" if self.limit == "max_completion_tokens" else "max_completion_tokens"
            )
            # OpenAI's message names both: "'max_tokens' is not supported, use 'max_…' instead".
            return replace(self, limit=other if other in words else None)
        if self.temperature and "temperature" in words:
            return replace(self, temperature=False)
        if self.format != "text" and (not words or any(word in words for word in _FORMAT_WORDS)):
            return self.plainer()
        return None

    def plainer(self) -> "Dialect | None":
        """The next plainer answer format, or None after plain text."""
        if self.format == "text":
            return None
        return replace(self, format=_FORMATS[_FORMATS.index(self.format) + 1])


def first_dialect(base_url: str) -> Dialect:
    """What to try first: OpenAI's newer models want another name for the limit than the rest."""
    host = urlsplit(base_url).hostname or ""
    if any(host == known or host.endswith(f".{known}") for known in _OPENAI_HOSTS):
        return Dialect(limit="max_completion_tokens")
    return Dialect()
