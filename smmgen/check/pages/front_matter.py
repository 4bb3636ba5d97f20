"""Pages of what is found while reading the keys of posts, plans and `smmgen.yaml`."""

from smmgen.check.registry import page


@page("FMT001", severity="error", found_by="read")
def unknown_key() -> None:
    """Use keys that smmgen knows; the nearest known one is named.

    Why: a misspelt key would be as if it were not there: the wrong time, the wrong accounts.

    Wrong:
        ---
        publishat: 2026-12-01 10:00
        ---
        All beans must go.

    Right:
        ---
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.
    """


@page("FMT002", severity="error", found_by="read")
def wrong_kind() -> None:
    """Write each value as its key wants it; the message shows an example.

    Why: a date that is none or a list that is text cannot be guessed at.

    Wrong:
        ---
        publish_at: 1 December
        ---
        All beans must go.

    Right:
        ---
        publish_at: 2026-12-01 10:00
        ---
        All beans must go.
    """


@page("FMT003", severity="error", found_by="read")
def missing_key() -> None:
    """Write the keys without which the rest makes no sense.

    Why: an account needs its network, a poll its options, a plan its month.

    Wrong:
        ---
        poll: {question: Filter or espresso?}
        ---
        Tell us.

    Right:
        ---
        accounts: []
        poll: {question: Filter or espresso?, options: [Filter, Espresso]}
        ---
        Tell us.
    """


@page("FMT004", severity="error", found_by="read")
def unknown_word() -> None:
    """Use one of the words that the key knows.

    Why: a status or an overflow that is misspelt decides nothing.

    Wrong:
        ---
        status: redy
        ---
        All beans must go.

    Right:
        ---
        status: review
        ---
        All beans must go.
    """


@page("FMT005", severity="error", found_by="read")
def no_front_matter() -> None:
    """Start a post or plan with its keys between two lines `---`.

    Why: without them nobody knows when and where it is to go out.

    Wrong:
        All beans must go.

    Right:
        ---
        title: Winter sale
        ---
        All beans must go.
    """


@page("FMT006", severity="error", found_by="read")
def no_id() -> None:
    """Write ids in small Latin letters, digits and hyphens: 2 to 64 of them, a letter or digit first.

    Why: an id becomes a file's name, part of a web address and a tracking parameter, on every system.
    Without `id:` it is the file's or folder's name without a leading date.

    Wrong:
        ---
        id: Winter_Sale
        ---
        All beans must go.

    Right:
        ---
        id: winter-sale
        ---
        All beans must go.
    """


@page("FMT007", severity="error", found_by="read")
def no_file() -> None:
    """Name pictures and videos by files of the repository.

    Why: what lies elsewhere can change or vanish after the review, and a path that leads out of the
    repository could publish any file of the machine.

    Wrong:
        ---
        image: {photo: https://northwind.example/beans.jpg, alt: Dark beans}
        ---
        New beans are in.

    Right:
        ---
        image: {photo: /content/media/beans.jpg, alt: Dark beans}
        ---
        New beans are in.
    """


@page("FMT008", severity="error", found_by="read")
def contradiction() -> None:
    """Show a post's pictures in one way: `image`, `images` or `carousel`, its pages all of one size.

    Why: of two ways one would win in silence.

    Wrong:
        ---
        accounts: [tg]
        image: {photo: /content/media/beans.jpg, alt: Dark beans}
        images: [{photo: /content/media/beans.jpg, alt: Dark beans}]
        ---
        New beans are in.

    Right:
        ---
        accounts: [tg]
        image: {photo: /content/media/beans.jpg, alt: Dark beans}
        ---
        New beans are in.
    """


@page("FMT009", severity="error", found_by="read")
def no_pictures() -> None:
    """Name a folder that has pictures in it, or a pattern that fits some.

    Why: an album of none would be published without pictures.

    Wrong:
        ---
        accounts: [tg]
        images: /content/media/*.png
        ---
        Our week in pictures.

    Right:
        ---
        accounts: [tg]
        images: {files: /content/media/b*.jpg, alt: {beans.jpg: Dark beans in a sack}}
        ---
        Our week in pictures.
    """


@page("FMT010", severity="warning", found_by="read")
def text_of_no_picture() -> None:
    """Write texts for pictures that are in the folder, in alt.yaml beside them or under `alt`.

    Why: behind a misspelt name a picture goes without its text.

    Wrong:
        ---
        accounts: [tg]
        images: {files: /content/media/b*.jpg, alt: {beans.jpg: Dark beans, bean.jpg: Dark beans in a sack}}
        ---
        Our week in pictures.

    Right:
        ---
        accounts: [tg]
        images: {files: /content/media/b*.jpg, alt: {beans.jpg: Dark beans in a sack}}
        ---
        Our week in pictures.
    """
