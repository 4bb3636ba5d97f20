"""The few faults that stop a command; everything else that people write is answered with a diagnostic."""


class UsageError(Exception):
    """The command was called in a way that cannot be served."""


class ConfigError(Exception):
    """The repository's configuration or the environment does not allow the command to run."""


class LedgerUnsafe(Exception):  # noqa: N818  (the contract's word)
    """The ledger or the clock cannot be trusted, so nothing may be sent."""
