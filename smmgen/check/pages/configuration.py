"""Pages about the rules themselves: what failed, and what is to be ignored."""

from smmgen.check.registry import page


@page("CHK001", severity="error", found_by="check")
def failed() -> None:
    """Mend a rule, or an adapter's own check, that failed.

    Why: its code broke on this content, so what it would have found is not known. All other rules ran.
    Built-in rules never should: please report it. A rule from a package is its author's.
    """


@page("CHK002", severity="error", found_by="check")
def not_loaded() -> None:
    """Mend or uninstall a package whose rules cannot be loaded.

    Why: the brand relies on rules that did not run. Rules of others come by the entry-point group
    `smmgen.rules`; each entry names a module.
    """


@page("CHK003", severity="warning", found_by="check")
def useless_ignore() -> None:
    """Ignore codes that exist and may be ignored.

    Why: a misspelt code ignores nothing. Codes such as ALT003 or whole topics such as ALT may be named, in
    `rules` of `smmgen.yaml`, under `ignore` of a post, and in comments. Errors of BRD, CHK, CHR, FMT, IDS,
    MDN, SEC and YML are always told: after them the content was not read as it was meant, or publishing it
    would not be safe.

    Wrong:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        rules: {ignore: [LNK02]}
        === content/posts/example.md
        ---
        link: http://northwind.example/sale
        ---
        All beans must go.

    Right:
        === smmgen.yaml
        brand: {name: Northwind Coffee, timezone: Europe/Berlin}
        rules: {ignore: [LNK002]}
        === content/posts/example.md
        ---
        link: http://northwind.example/sale
        ---
        All beans must go.
    """


@page("CHK004", severity="warning", found_by="check")
def needless_ignore() -> None:
    """Delete what ignores nothing.

    Why: it would hide the next fault of its kind, which nobody looked at. Where several would leave out the
    same finding the widest counts: `rules` of `smmgen.yaml`, then by path, a post's `ignore`, a comment.
    Codes that are found while pictures are drawn, or while the site is built, are left alone. `--fix` deletes
    it.

    Wrong:
        ---
        accounts: [tg]
        ignore: [LNK002]
        ---
        All beans must go: https://northwind.example/sale

    Right:
        ---
        accounts: [tg]
        link: http://northwind.example/sale # smmgen: ignore LNK002
        ---
        All beans must go.
    """


@page("CHK005", severity="warning", found_by="check")
def needless_baseline() -> None:
    """Take out of the baseline what is not found any more.

    Why: `smmgen-baseline.json` leaves out what was there when the repository took smmgen up. What is mended
    stays mended only once its entry is gone: `smmgen check --baseline prune` deletes such entries, and adds
    none.
    """
