"""Where a key comes from: the environment, else the system's keyring; never a flag or a file."""

import importlib.util
from collections.abc import Mapping
from urllib.parse import urlsplit

from tailor.errors import InputError
from tailor.extras import require

KEYRING_SERVICE = "tailor"


def api_key(base_url: str, environment: Mapping[str, str]) -> str | None:
    """The key for a server; None for one on this machine or network that may need none.

    Looked for in TAILOR_API_KEY, OPENAI_API_KEY, then under the server's name in the keyring.
    Raises InputError when a public server is asked without one.
    """
    for name in ("TAILOR_API_KEY", "OPENAI_API_KEY"):
        if key := environment.get(name, "").strip():
            return key
    parts = urlsplit(base_url)
    if kept := _from_keyring(parts.netloc):
        return kept
    if parts.scheme == "https":
        raise InputError(
            f"There is no key for {parts.netloc}. Set OPENAI_API_KEY, or store one with: "
            f"keyring set {KEYRING_SERVICE} {parts.netloc}"
        )
    return None


def _from_keyring(host: str) -> str | None:
    if importlib.util.find_spec("keyring") is None:
        return None
    purpose = "Keeping keys in the system's keyring"
    keyring = require("keyring", package="keyring", extra="keyring", purpose=purpose)
    errors = require("keyring.errors", package="keyring", extra="keyring", purpose=purpose)
    try:
        key: str | None = keyring.get_password(KEYRING_SERVICE, host)
    except errors.KeyringError:
        # No keyring service on this machine (a server, a container): the same as no key in it.
        return None
    return key
