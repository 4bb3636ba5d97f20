"""Where a web address ends in a sentence, for networks that make bare addresses clickable."""

PATTERN = r"(?<![\w@/])https?://[^\s<>«»\"]+"
"""An address with whatever follows it up to a space, as a regular expression."""

_PAIRS = {")": "(", "]": "[", "}": "{"}


def without_tail(url: str) -> str:
    """Return an address without the punctuation that closes the sentence around it."""
    while url[-1] in ".,:;!?'…*" or (url[-1] in _PAIRS and url.count(url[-1]) > url.count(_PAIRS[url[-1]])):
        url = url[:-1]
    return url
