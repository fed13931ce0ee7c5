"""Typed access to an environment: each wrong value is a sentence that names the variable."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

#: The fewest characters of a secret.
SECRET_CHARACTERS = 16


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the text is a sentence for the operator."""


class Reader:
    """Typed access to an environment."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        #: The names that were asked for.
        self.names: set[str] = set()

    def text(self, name: str, default: str) -> str:
        self.names.add(name)
        return self._environ.get(name, "").strip() or default

    def integer(self, name: str, default: int | None, low: int, high: int) -> int | None:
        value = self.text(name, "")
        if not value:
            return default
        if not (value.isascii() and value.isdigit() and low <= int(value) <= high):
            raise SettingsError(
                f"{name} must be a whole number from {low} to {high}, but it is “{value}”."
            )
        return int(value)

    def whole(self, name: str, default: int, low: int, high: int) -> int:
        value = self.integer(name, default, low, high)
        return default if value is None else value

    def choice(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        value = self.text(name, default).lower()
        if value not in choices:
            raise SettingsError(f"{name} must be one of {', '.join(choices)}, but it is “{value}”.")
        return value

    def secret(self, name: str) -> str:
        """A secret that cannot be guessed, fit for a header; empty where none is set."""
        value = self.text(name, "")
        if value and (len(value) < SECRET_CHARACTERS or not re.fullmatch(r"[!-~]+", value)):
            raise SettingsError(
                f"{name} must have at least {SECRET_CHARACTERS} characters: "
                "letters, digits and signs of ASCII, without spaces."
            )
        return value

    def address(self, name: str) -> tuple[str, int] | None:
        """A host and a port, such as `127.0.0.1:9101` or `[::1]:9101`; None if it is not set."""
        value = self.text(name, "")
        if not value:
            return None
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < 65_536:
            raise SettingsError(
                f"{name} must be a host and a port, such as 127.0.0.1:9101, but it is “{value}”."
            )
        return host.strip("[]"), int(port)

    def hosts(self, name: str) -> list[str]:
        """Comma-separated names of hosts, such as `words.example`, lower case; `*` is any."""
        found = [part.strip().lower() for part in self.text(name, "").split(",") if part.strip()]
        for host in found:
            if host != "*" and not re.fullmatch(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?", host):
                raise SettingsError(
                    f"{name} must be a comma-separated list of names such as words.example, "
                    f"without a scheme and a port, but it has “{host}”."
                )
        return found

    def origins(self, name: str) -> list[str]:
        """Comma-separated origins, such as `https://words.example`, lower case, without a path."""
        found = []
        for part in self.text(name, "").split(","):
            if origin := part.strip().rstrip("/").lower():
                if not _is_origin(origin):
                    raise SettingsError(
                        f"{name} must be a comma-separated list of origins such as "
                        f"https://words.example, but it has “{part.strip()}”."
                    )
                found.append(origin)
        return found


def _is_origin(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and parts.port != 0
            and text == f"{parts.scheme}://{parts.netloc}"
            and not re.search(r"[\s@*]", parts.netloc)
        )
    except ValueError:
        return False
