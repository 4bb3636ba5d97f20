"""Where pictures and videos get an address that networks can fetch them from."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

HostingKind = Literal["static", "s3", "release", "put"]


class Hosting(Struct, frozen=True, kw_only=True):
    """One place for files: `static` is a built site that is published elsewhere, the others are uploaded to.

    `settings` are the kind's own; `secrets` map a setting to the NAME of its environment variable.
    """

    kind: HostingKind
    settings: Mapping[str, str] = {}
    secrets: Mapping[str, str] = {}
