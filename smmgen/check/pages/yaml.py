"""Pages of what is found while reading YAML: `smmgen.yaml` and front matter."""

from smmgen.check.registry import page


@page("YML001", severity="error", found_by="read")
def syntax() -> None:
    """Write YAML that can be read: `key: value` lines, lists in brackets, quotes that close.

    Why: nothing of a file that cannot be read is published. The usual slips: a colon or a quote inside a
    text without quotes, a tab for indenting, a bracket that does not close.

    Wrong:
        ---
        title: Sale: all beans
        ---
        All beans must go.

    Right:
        ---
        title: "Sale: all beans"
        ---
        All beans must go.

    Source: YAML 1.2.2.
    """


@page("YML002", severity="error", found_by="read")
def reference() -> None:
    """Write values out instead of referring to others with `&`, `*` or `<<`.

    Why: what a reviewer sees is what is published; a few references can also grow into gigabytes. Where
    the sign belongs to the text, quotes make it text.

    Wrong:
        ---
        title: *sale
        ---
        All beans must go.

    Right:
        ---
        title: "*sale"
        ---
        All beans must go.
    """


@page("YML003", severity="error", found_by="read")
def tag() -> None:
    """Put a value that starts with `!` in quotes.

    Why: YAML would read a tag, which changes what the value is.

    Wrong:
        ---
        title: !sale
        ---
        All beans must go.

    Right:
        ---
        title: "!sale"
        ---
        All beans must go.
    """


@page("YML004", severity="error", found_by="read")
def doubled_key() -> None:
    """Write each key once.

    Why: of two lines with one key YAML readers silently keep the last.

    Wrong:
        ---
        title: Autumn sale
        title: Winter sale
        ---
        All beans must go.

    Right:
        ---
        title: Winter sale
        ---
        All beans must go.
    """


@page("YML005", severity="error", found_by="read")
def key_is_no_word() -> None:
    """Let a key be a word.

    Why: text in braces or brackets at the start of a line is a mapping or a list for YAML. Quotes make it
    text.

    Wrong:
        ---
        title: {[sale]: yes}
        ---
        All beans must go.

    Right:
        ---
        title: "{[sale]: yes}"
        ---
        All beans must go.
    """


@page("YML006", severity="error", found_by="read")
def too_much() -> None:
    """Keep YAML within 12 levels, 2000 values and 64 KiB.

    Why: nobody reads more, and a file made to exhaust a reader is stopped here.
    """


@page("YML007", severity="error", found_by="read")
def swallowed() -> None:
    """Put a value with a hashtag in quotes.

    Why: from a space and `#` on, YAML takes the rest of the line for a comment: the hashtag would be lost
    in silence. A comment has a space behind its `#`.

    Wrong:
        ---
        title: All beans #sale
        ---
        All beans must go.

    Right:
        ---
        title: "All beans #sale"
        ---
        All beans must go.
    """


@page("YML009", severity="error", found_by="read")
def unreadable_character() -> None:
    """Save files as UTF-8, without control characters.

    Why: other encodings turn letters into signs, and control characters cannot be seen or reviewed.
    """


@page("YML010", severity="error", found_by="read")
def second_document() -> None:
    """Keep one YAML document in a file.

    Why: a line `---` in the middle of `smmgen.yaml` starts a second document, which would not be read.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        ---
        theme: northwind

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        theme: northwind
    """


@page("YML011", severity="error", found_by="read")
def unreadable_file() -> None:
    """Give files that can be read.

    Why: a file without permission to read, or one beyond 100 MB, cannot be published. Symbolic links are not
    followed, because content must not be able to name a file outside its repository.
    """
