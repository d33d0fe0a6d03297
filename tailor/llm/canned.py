"""Providers without a model: a script for tests, a recording to replay, a recorder to make one."""

import hashlib
import json
import threading
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from pathlib import Path

from pydantic import BaseModel

from tailor.errors import InputError, ModelError
from tailor.files import write_atomically
from tailor.llm.port import Provider, Reply, Request

Script = Callable[[Request], str | BaseModel]


class ScriptedProvider:
    """Answers with what a function says; what it raises is raised."""

    origin = "script"

    def __init__(self, script: Script, *, name: str = "scripted") -> None:
        self.name = name
        self._script = script

    def ask(self, request: Request) -> Reply:
        """Answer by the script."""
        answer = self._script(request)
        text = answer if isinstance(answer, str) else answer.model_dump_json()
        return Reply(text=text, model=self.name)


def queued(*answers: str | BaseModel | Exception) -> Script:
    """A script that gives the answers one after the other; an error among them is raised.

    After the last one it raises ModelError.
    """
    waiting = deque(answers)
    lock = threading.Lock()

    def script(request: Request) -> str | BaseModel:
        with lock:
            if not waiting:
                raise ModelError(f"The script has no answer left for {request.step}.")
            answer = waiting.popleft()
        if isinstance(answer, Exception):
            raise answer
        return answer

    return script


class Recorder:
    """Passes requests on and keeps the answers; `save` writes them as a recording."""

    def __init__(self, provider: Provider) -> None:
        self.name = provider.name
        self.origin = provider.origin
        self._provider = provider
        self._lines: list[str] = []

    def ask(self, request: Request) -> Reply:
        """Ask the real provider and keep what it says."""
        reply = self._provider.ask(request)
        line = {
            "step": request.step,
            "key": recording_key(request),
            "input_tokens": reply.input_tokens,
            "output_tokens": reply.output_tokens,
            "text": reply.text,
        }
        self._lines.append(json.dumps(line, ensure_ascii=False))
        return reply

    def save(self, path: Path) -> None:
        """Write the recording, sorted, so that two recordings of one run compare well."""
        write_atomically(path, "".join(f"{line}\n" for line in sorted(self._lines)))


class RecordedProvider:
    """Answers from a recording: JSON lines of step, key, text and tokens.

    Asked again for the same thing, it gives the next recording of it, and the last one for ever.
    Raises InputError when the file is no recording.
    """

    def __init__(self, path: Path, *, name: str = "recorded") -> None:
        self.name = name
        self.origin = "recording"
        self._replies: dict[str, deque[Reply]] = defaultdict(deque)
        self._lock = threading.Lock()
        for key, reply in _recorded(path):
            self._replies[key].append(reply)

    def ask(self, request: Request) -> Reply:
        """Answer from the recording. Raises ModelError when it has no such request."""
        with self._lock:
            replies = self._replies.get(recording_key(request))
            if not replies:
                raise ModelError(f"The recording has no answer to this {request.step} request.")
            return replies.popleft() if len(replies) > 1 else replies[0]


def recording_key(request: Request) -> str:
    """What a recorded answer belongs to: the step and the data, not the instructions.

    So a better instruction does not make every recording useless.
    """
    data = [message.content for message in request.messages if message.role != "system"]
    return hashlib.sha256("\n".join([request.step, *data]).encode()).hexdigest()[:24]


def _recorded(path: Path) -> Iterable[tuple[str, Reply]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        for line in lines:
            entry = json.loads(line)
            yield (
                entry["key"],
                Reply(
                    text=entry["text"],
                    model="recorded",
                    input_tokens=entry.get("input_tokens", 0),
                    output_tokens=entry.get("output_tokens", 0),
                ),
            )
    except OSError as error:
        raise InputError(f"{path}: the recording cannot be read ({error.strerror}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{path} is no recording of a model ({error}).") from error
