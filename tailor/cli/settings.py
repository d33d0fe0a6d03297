"""Settings: flags, then the environment, then tailor.toml in the working folder, then defaults."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal, cast

from tailor.errors import InputError

Review = Literal["terminal", "web", "none"]

FILE = Path("tailor.toml")
_REVIEWS = ("terminal", "web", "none")
_ALSO_READ = {"base_url": "OPENAI_BASE_URL"}
_FALSE = ("", "0", "false", "no", "off")


@dataclass(frozen=True)
class Settings:
    """What the commands need to know and a person may set once for all."""

    profile: Path | None = None
    out: Path = Path("runs")
    model: str | None = None
    base_url: str | None = None
    offline: bool = False
    max_cost: float | None = None
    cache: bool = True
    judge: bool = True
    timeout: float | None = None
    parallel: int | None = None
    answer_tokens: int | None = None
    pages: float = 2.0
    review: Review = "none"


def load_settings(
    flags: Mapping[str, Any],
    *,
    environment: Mapping[str, str] = os.environ,
    file: Path = FILE,
) -> Settings:
    """The settings in force. A flag that is None was not given.

    Raises InputError when a variable or a line of the file cannot be used.
    """
    written = _from_file(file)
    values: dict[str, Any] = {}
    for setting in fields(Settings):
        name = setting.name
        variable = f"TAILOR_{name.upper()}"
        if variable not in environment and name in _ALSO_READ:
            variable = _ALSO_READ[name]
        if flags.get(name) is not None:
            values[name] = _usable(name, flags[name], f"--{name.replace('_', '-')}")
        elif environment.get(variable):
            values[name] = _usable(name, environment[variable], variable)
        elif name in written:
            values[name] = _usable(name, written[name], f"{file}: {name}")
    return Settings(**values)


def _from_file(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    import tomllib

    from tailor.files import decode, read_bytes

    text = decode(read_bytes(file, what="settings"), what="settings", name=str(file))
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file} is not valid TOML: {error}.") from error
    values = {key.replace("-", "_"): value for key, value in written.items()}
    known = [setting.name for setting in fields(Settings)]
    for key in values:
        if key not in known:
            raise InputError(f"{file}: there is no setting '{key}'. There are: {', '.join(known)}.")
    return values


def _usable(name: str, value: Any, where: str) -> Any:
    match name:
        case "pages":
            return _amount(value, where, "a number of pages, such as 1 or 1.5", most=100)
        case "max_cost":
            return _amount(value, where, "an amount of US dollars, such as 0.50", most=10_000)
        case "timeout":
            return _amount(value, where, "a number of seconds, such as 600", most=86_400)
        case "parallel":
            return _whole(value, where, "a whole number from 1 to 64, such as 4", most=64)
        case "answer_tokens":
            return _whole(value, where, "a whole number of tokens, such as 1000", most=1_000_000)
        case "offline" | "cache" | "judge":
            return value if isinstance(value, bool) else str(value).lower() not in _FALSE
        case "review" if value not in _REVIEWS:
            raise InputError(f"{where} must be one of: {', '.join(_REVIEWS)}.")
        case "review":
            return cast("Review", value)
        case "profile" | "out":
            return Path(str(value)).expanduser()
    return str(value)


def _amount(value: Any, where: str, expected: str, *, most: float) -> float:
    try:
        amount = float(value)
    except (TypeError, ValueError):
        amount = 0.0
    if not 0 < amount <= most:
        raise InputError(f"{where} must be {expected}.")
    return amount


def _whole(value: Any, where: str, expected: str, *, most: int) -> int:
    amount = _amount(value, where, expected, most=most)
    if amount != int(amount):
        raise InputError(f"{where} must be {expected}.")
    return int(amount)
