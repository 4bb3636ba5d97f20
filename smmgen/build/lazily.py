"""What may be published of a site that was brought up to date, each post read when somebody asks for it."""

from collections.abc import Iterable, Mapping

from smmgen.build.digest import variant_digest
from smmgen.build.drawing import Read
from smmgen.build.fingerprint import media_of
from smmgen.build.record import Record, finished_again
from smmgen.model.bundle import Bundle, FinishedVariant
from smmgen.recall.library import Lazy, Library


def bundle_of(records: Iterable[Record], library: Library, read: Read) -> Bundle:
    """Return all variants that may be published; a post that changed since has none."""
    ready = {record.post: record for record in records if record.ready}

    def variants(post: str) -> Mapping[str, FinishedVariant]:
        record = ready[post]
        draft = library.draft(record.asked.path, record.asked.file)
        finished = finished_again(draft, record.finished, variant_digest) if draft else ()
        return {one.variant.account: one for one in finished if one.variant.account in record.ready}

    return Bundle(Lazy({post: post for post in ready}, variants), media_of(read))
