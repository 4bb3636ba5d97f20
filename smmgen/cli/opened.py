"""Open the ledger that smmgen.yaml names."""

import os
import re
import time
import weakref
from pathlib import Path

from smmgen.cli.occasion import usable
from smmgen.http import open_session
from smmgen.ledger.branch import BranchLedger
from smmgen.ledger.bucket import BucketLedger
from smmgen.ledger.objects import Objects
from smmgen.ledger.place import REMOTE_VARIABLE, find, rehearsal
from smmgen.model.brand import Account, Brand
from smmgen.model.bucket import Bucket
from smmgen.model.fault import ConfigError
from smmgen.read.brand import PATH, read_brand
from smmgen.read.front_matter import decode
from smmgen.secrets import Redactor, reader

SANDBOX = ".smmgen/sandbox/ledger.git"
"""The ledger of rehearsals, from the repository's root."""


def open_ledger(
    root: Path, brand: Brand, redact: Redactor, *, is_rehearsal: bool = False, is_to_look: bool = False
) -> BranchLedger | BucketLedger:
    """Return the brand's ledger, whether it was made or not; `redact` learns the secrets that open it.

    Who only looks (`is_to_look`) is told quickly of a long branch by what was read of it the last time.
    """
    if is_rehearsal:
        return rehearsal(root / SANDBOX, os.environ)
    if brand.ledger is None:
        return find(root, os.environ, is_to_look=is_to_look)
    if os.environ.get(REMOTE_VARIABLE, "").strip():
        raise ConfigError(
            f"{REMOTE_VARIABLE} names a git remote, and smmgen.yaml keeps the ledger in a bucket. There is "
            f"one ledger: unset {REMOTE_VARIABLE}, or take `ledger` out of smmgen.yaml."
        )
    return _in_bucket(brand.ledger, redact)


def _in_bucket(bucket: Bucket, redact: Redactor) -> BucketLedger:
    account = Account(name="ledger", network="the bucket", secrets=bucket.secrets)
    session = open_session(account, bucket.endpoint, reader(os.environ, redact))
    ledger = BucketLedger(Objects(session, bucket, time.sleep, redact))
    weakref.finalize(ledger, session.close)
    return ledger


def ledger_here(root: Path, *, is_rehearsal: bool = False) -> BranchLedger | BucketLedger:
    """Return the ledger for those who look after it: they need it also where smmgen.yaml has errors.

    Only where `ledger` stands in a file that cannot be used, nobody can tell which one is meant.
    """
    if is_rehearsal:
        return rehearsal(root / SANDBOX, os.environ)
    try:
        source, _ = decode(PATH, (root / PATH).read_bytes())
    except OSError:
        return find(root, os.environ)
    brand, reading = read_brand(source)
    if brand is None and not _NAMES_LEDGER.search(source.text):
        return find(root, os.environ)
    return open_ledger(root, brand or usable(None, tuple(reading.findings), root).brand, Redactor())


_NAMES_LEDGER = re.compile(r"^\W*ledger\W*:", re.MULTILINE)
