"""Make names for files, ids and addresses out of titles."""

from slugify import slugify


def slug(text: str, longest: int = 64) -> str:
    """Turn a title into an id: small Latin letters, digits and hyphens; other scripts are transliterated.

    Cut at a word to `longest` characters; empty where the title has no letter or digit.
    """
    return slugify(text, max_length=longest, word_boundary=True)
