"""A bucket that keeps the ledger."""

from collections.abc import Mapping

from msgspec import Struct


class Bucket(Struct, frozen=True, kw_only=True):
    """A folder, `prefix`, in a bucket of S3 or of a server of its kind at `endpoint`.

    `secrets` map `key`, `secret` and perhaps `token` to the NAME of their environment variables.
    """

    endpoint: str
    name: str
    prefix: str
    region: str = ""
    secrets: Mapping[str, str] = {}
