"""Make names for files, ids and addresses out of titles."""


def slug(text: str, longest: int = 64) -> str:
    """Turn a title into an id: small Latin letters, digits and hyphens; other scripts are transliterated.

    Cut at a word to `longest` characters; empty where the title has no letter or digit.
    """
    from slugify import slugify  # needed for proposals only, and its tables take time to load

    return slugify(text, max_length=longest, word_boundary=True)
