"""Hashes of short data, without the library of ciphers that `hashlib` loads: that takes 4 ms of each check.

Python has them by themselves as well, under names that changed with 3.12.
"""

try:
    from _blake2 import blake2b as blake2b
except ImportError:
    from hashlib import blake2b as blake2b

try:
    from _sha2 import sha256 as sha256
except ImportError:
    try:
        from _sha256 import sha256 as sha256
    except ImportError:
        from hashlib import sha256 as sha256
