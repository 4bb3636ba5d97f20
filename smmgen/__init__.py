"""Content as code for social media marketing."""

__version__ = "0.1.0"
