"""Publishers' addresses from the catalogue, and the account for a service from environment or keyring."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from isp_utils.model.catalogue import HERE
from isp_utils.model.errors import InputError
from isp_utils.model.toml import did_you_mean, into, read_toml


@dataclass(frozen=True)
class Service:
    """A GENESIS web service (REST 2020), and the address of its tables for download without account, if it has one."""

    name: str
    title: str
    base: str
    licence: str
    open: str = ""  # {table} stands for the number


@dataclass(frozen=True)
class Download:
    """A file that a publisher offers at a fixed address."""

    name: str
    title: str
    url: str
    licence: str


@dataclass(frozen=True)
class Account:
    """User name and password; neither is ever printed. A token is a user name without password."""

    username: str = field(repr=False)
    password: str = field(repr=False, default="")


@dataclass(frozen=True)
class Publishers:
    """Every service and download by name."""

    services: Mapping[str, Service]
    downloads: Mapping[str, Download]


def load_publishers(path: Path = HERE / "publishers.toml") -> Publishers:
    """The addresses of publishers.toml; raises InputError naming file and key."""
    table = read_toml(path)
    services = {n: into(Service, {"name": n, **entry}, path.name) for n, entry in table.get("service", {}).items()}
    downloads = {n: into(Download, {"name": n, **entry}, path.name) for n, entry in table.get("download", {}).items()}
    return Publishers(services, downloads)


def service(name: str, publishers: Publishers) -> Service:
    """The service of a name; raises InputError naming the known ones."""
    if name not in publishers.services:
        raise InputError(f"Der Dienst »{name}« ist unbekannt.{did_you_mean(name, tuple(publishers.services))}")
    return publishers.services[name]


def account_for(name: str) -> Account:
    """Account for a service: ISP_<NAME>_USER and ISP_<NAME>_PASSWORD, else the keyring entry isp-<name>.

    Raises InputError saying how to give one; the text never holds a part of it.
    """
    prefix = f"ISP_{name.upper()}"
    user = os.environ.get(f"{prefix}_USER", "")
    if user:
        return Account(user, os.environ.get(f"{prefix}_PASSWORD", ""))
    if found := _from_keyring(f"isp-{name}"):
        return found
    raise InputError(
        f"Für »{name}« fehlt der Zugang. Bitte die Umgebungsvariablen {prefix}_USER und "
        f"{prefix}_PASSWORD setzen (oder den "
        f"Schlüsselbund-Eintrag isp-{name} anlegen). Ein Zugang ist beim Herausgeber kostenlos erhältlich."
    )


def _from_keyring(entry: str) -> Account | None:
    """The account in the system's keyring; None without keyring package, without backend or without entry."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        found = keyring.get_credential(entry, None)
    except KeyringError:
        return None
    return Account(found.username, found.password) if found else None
