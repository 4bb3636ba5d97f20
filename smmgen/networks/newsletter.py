"""Newsletter: a letter by e-mail, to the address of a list or to each subscriber.

Source: RFC 5321, RFC 5322, RFC 8058; Gmail's and Yahoo's rules for senders; read 2026-11.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from msgspec.structs import replace

from smmgen.adapter import (
    Adapter,
    Ambiguous,
    Broken,
    Identity,
    Letters,
    Limits,
    NotReached,
    NotSent,
    Option,
    Outcome,
    Refused,
    Request,
    Sending,
    Session,
)
from smmgen.apis import letter
from smmgen.apis.answers import Voice, fields, hidden, text, told
from smmgen.apis.article import cover_of, placed
from smmgen.apis.finding import finding
from smmgen.apis.letter import Inline, Letter
from smmgen.apis.mail_answer import TITLE, nothing, outcome
from smmgen.apis.mail_list import Reader, bare, readers, unsubscribe
from smmgen.hashes import sha256
from smmgen.markup.article import article, figure
from smmgen.markup.article_parts import lines
from smmgen.model.brand import Account
from smmgen.model.bundle import FinishedMessage
from smmgen.model.delivery import DeliveryId
from smmgen.model.diagnostic import Diagnostic
from smmgen.model.document import Blocks
from smmgen.model.sizes import post_sizes
from smmgen.model.variant import OptionValue, Variant, Written
from smmgen.text import hashtags

LONGEST = 100_000
CLIPPED = 100_000
"""Bytes of HTML; Gmail clips what is longer than 102 kB. Source: what senders report; UNVERIFIED, 2026-11."""

OPTIONS: Mapping[str, Option] = {
    "sender": Option(
        kind="text", required=True, help="who writes, such as Northwind <news@northwind.example>"
    ),
    "to": Option(kind="text", help="the one address of a list whose server sends to the subscribers"),
    "subscribers": Option(kind="secret", help="the subscribers' addresses, one a line"),
    "user": Option(kind="text", help="the name for signing in to the mail server"),
    "password": Option(kind="secret", help="the password for that"),
    "reply_to": Option(kind="text", help="where answers go, if not to the sender"),
    "unsubscribe": Option(kind="text", help="the address for unsubscribing; {address} and {token} in it"),
    "unsubscribe_key": Option(kind="secret", help="the key that makes {token}, any long random text"),
    "postal_address": Option(kind="text", help="the brand's postal address, for the foot of each letter"),
    "preheader": Option(kind="text", help="what mail programs show beside the subject", per_post=True),
    "after": Option(kind="text", help="the mark behind which a run that broke off goes on", per_post=True),
}


def limits(account: Account) -> Limits:
    """Return what a letter may hold; the numbers are those of good practice, as mail itself has few.

    Source: RFC 5322, 2.1.1 (78 characters of a line). UNVERIFIED: that everybody takes 1 MB in all.
    """
    return Limits(
        text=LONGEST,
        text_with_media=LONGEST,
        unit="characters",
        images=10,
        image_bytes=300_000,
        alt=1000,
        sizes=post_sizes("newsletter"),
        hashtags=0,
        title=78,
        needs_title=True,
    )


def write(blocks: Blocks, account: Account) -> Written:
    """Write HTML, with pictures where they stand."""
    return article(blocks)


def count(written: Written, account: Account) -> int:
    """Count the characters that readers see."""
    return len(written.visible)


def check(variant: Variant, account: Account) -> Iterator[Diagnostic]:
    """Find a letter without a subject, a reader or a way out, and one that Gmail clips."""
    message = variant.messages[0]

    if not message.title:
        words = "A letter has no subject."
        yield finding("NWL001", variant, message, words, "Add `title:` to the post.", about="title")
    sender, has_list = account.text("sender"), "subscribers" in account.secrets
    if not bare(sender) or (not has_list and not bare(account.text("to"))):
        words = f"The account “{account.name}” does not say who writes to whom."
        hint = "Give it an address as `sender`, and `to` or `subscribers`."
        yield finding("NWL002", variant, message, words, hint, about="sender")
    if has_list and not account.text("unsubscribe").startswith(("https:", "mailto:")):
        words = f"The readers of “{account.name}” cannot unsubscribe."
        hint = "Give it `unsubscribe: https://…` or `mailto:…`."
        yield finding("NWL003", variant, message, words, hint, about="unsubscribe")
    size = len(message.written.text.encode())
    if size > CLIPPED:
        words = f"The letter has {size:,} bytes of HTML; Gmail clips it at {CLIPPED:,}."
        yield finding("NWL004", variant, message, words, "Shorten it, and link to the whole text.", "warning")


def message_options(account: Account, language: str) -> Mapping[str, OptionValue]:
    """Return the letter's language, what stands beside its subject, and where to go on."""
    options = {
        "language": language,
        "preheader": account.text("preheader"),
        "after": account.text("after"),
    }
    return {name: value for name, value in options.items() if value}


def key(delivery: DeliveryId, due: datetime) -> str:
    """Return the beginning of each letter's Message-ID: the same at every attempt."""
    return sha256(str(delivery).encode()).hexdigest()[:24]


@told
def send(session: Session, sending: Sending) -> Outcome:
    """Hand a letter for each reader to the mail server, in one call."""
    given = _readers(session, sending)
    if not given:
        return Refused("Nobody stands behind the mark of `after`: everybody had the letter.")
    url, draft = _server(session), _draft(session, sending)

    def written(address: str) -> bytes:
        return letter.written(_addressed(session, draft, address, marks[address]))

    marks = {one.address: one.mark for one in given}
    letters = _letters(session, tuple(marks), written)
    try:
        reply = session.call(Request(method="POST", url=url, letters=letters, is_visible=True))
    except NotReached as fault:
        return NotSent(str(fault))
    except Broken as fault:
        return Ambiguous(str(fault))
    only = f".{given[0].mark}" if len(given) == 1 else ""
    return outcome(session, reply, given, draft.message_id.replace("@", f"{only}@"))


def _readers(session: Session, sending: Sending) -> tuple[Reader, ...]:
    account = session.account
    listed = session.secret("subscribers") if "subscribers" in account.secrets else ""
    after = sending.content.message.options.get("after", "")
    return readers(listed, account.text("to"), sending.key, str(after))


def _server(session: Session) -> str:
    """Return the mail server's URL; a server of the web, such as the sandbox, is asked for it."""
    if not session.base_url.startswith("http"):
        return session.base_url
    answer = hidden(session, Request(method="GET", url=session.base_url), Voice(TITLE, lambda reply: ""))
    return text(fields(answer).get("smtp"))


def _letters(session: Session, recipients: tuple[str, ...], write: Callable[[str], bytes]) -> Letters:
    user = session.account.text("user")
    return Letters(
        sender=bare(session.account.text("sender")),
        recipients=recipients,
        write=write,
        user=user,
        password=session.secret("password") if user else "",
    )


def _draft(session: Session, sending: Sending) -> Letter:
    """Return the letter as it is for everybody."""
    account, content, options = session.account, sending.content, sending.content.message.options
    domain = bare(account.text("sender")).rpartition("@")[2]
    pictures = tuple(
        Inline(f"{number}.{file.sha256[:16]}@{domain}", sending.read(file), file.media_type)
        for number, file in enumerate(content.files)
    )
    html = _illustrated(content, [f"cid:{one.cid}" for one in pictures])
    return Letter(
        sender=account.text("sender"),
        to="",
        subject=content.message.title,
        message_id=f"{sending.key}@{domain}",
        at=session.now(),
        html=html,
        text="\n".join(lines(html)),
        pictures=pictures,
        reply_to=account.text("reply_to"),
        preheader=str(options.get("preheader", "")),
        postal_address=account.text("postal_address"),
        language=str(options.get("language", "en")),
    )


def _illustrated(content: FinishedMessage, addresses: list[str]) -> str:
    """Return the text with its pictures; the first that stands nowhere in it comes before it."""
    cover, numbered = cover_of(content), dict(enumerate(addresses))
    text = placed(content, numbered, cover)
    if cover is None:
        return text
    file = content.files[cover]
    box = f'" width="{file.width}" height="{file.height}" alt="'
    head = figure(addresses[cover], file.alt).replace('" alt="', box, 1)
    return f"{head}\n{text}" if text else head


def _addressed(session: Session, draft: Letter, address: str, mark: str) -> Letter:
    """Return the letter to one reader: a name of its own, and a way out for nobody else."""
    account, template = session.account, session.account.text("unsubscribe")
    secret = session.secret("unsubscribe_key") if "{token}" in template else ""
    return replace(
        draft,
        to=address,
        message_id=draft.message_id.replace("@", f".{mark}@"),
        unsubscribe=unsubscribe(account.text("unsubscribe"), address, secret),
    )


@told
def identify(session: Session) -> Identity | NotSent | Refused:
    """Sign in to the mail server without a letter, and count the readers."""
    url, sender = _server(session), session.account.text("sender")
    letters = _letters(session, (), str.encode)
    try:
        reply = session.call(Request(method="POST", url=url, letters=letters))
    except (NotReached, Broken) as fault:
        return NotSent(str(fault))
    if fields(reply).get("step"):
        return nothing(session, reply)
    listed = session.secret("subscribers") if "subscribers" in session.account.secrets else ""
    number = len(readers(listed, session.account.text("to"), ""))
    features = fields(reply).get("features")
    return Identity(
        name=sender,
        rights=tuple(map(str, features)) if isinstance(features, list) else (),
        notes=(
            f"A letter goes to {number} address{'es' if number != 1 else ''}.",
            f"Mail providers ask {bare(sender).rpartition('@')[2]} for SPF, DKIM and DMARC records.",
        ),
    )


ADAPTER = Adapter(
    name="newsletter",
    title="Newsletter",
    host="",
    options=OPTIONS,
    limits=limits,
    abilities=frozenset({"image", "album", "article"}),
    delivery_class="blind",
    offsets="code points",
    write=write,
    count=count,
    hashtag=hashtags.camel,
    message_options=message_options,
    check=check,
    key=key,
    send=send,
    recent=None,
    identify=identify,
    no_metrics=(
        "A letter is delivered by mail, and no mail server counts "
        "who opened it; smmgen adds no tracking picture."
    ),
    secret_facts=(
        "A password for a mail server lives until it is changed; where signing in takes a second factor, "
        "make one for smmgen alone. The subscribers are personal data: keep them as a secret, or in a file "
        "outside the repository."
    ),
)
