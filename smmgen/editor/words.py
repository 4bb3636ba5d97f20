"""What each key says, in a sentence: what editors show beside it, and the pages of the documentation."""

from collections.abc import Mapping

_POST: Mapping[str, str] = {
    "id": (
        "the post's name for good; by default the file's or folder's name without a leading date. "
        "Never change it once the post is out"
    ),
    "title": "what the post is about; the headline of its picture where `headline` is missing",
    "publish_at": (
        "`2026-12-01 10:00` in the brand's time; `2026-12-01 10:00+03:00` with an offset; a date "
        "alone takes the account's next free slot of that day"
    ),
    "status": "`idea`, `draft` (the default), `review`, `ready` or `paused`; only `ready` is published",
    "rubric": "a rubric of `smmgen.yaml`; it brings its card, accounts and hashtags",
    "accounts": "`[tg, bsky]`; by default the rubric's, else all",
    "tags": "`[coffee, cold brew]`; become hashtags behind the text, as each network spells and limits them",
    "link": "the address that the post is about: a link card where the network has one, else the last line",
    "image": "one picture: a photo, a card, or a card over a photo",
    "images": "a list of pictures, or a folder of them: an album",
    "carousel": "a cover, pages and an end to swipe through",
    "video": "an MP4 or MOV beside the post; the image's `alt` is the video's too",
    "poll": (
        "`{question: Filter or espresso?, options: [Filter, Espresso], hours: 24}`; asks below the "
        "text of the first message"
    ),
    "first_comment": "a short text in Markdown that goes out below the post, as a delivery of its own",
    "reply_to": "the id of an earlier post that this one answers",
    "repost": "the id of an earlier post to show again",
    "contest": "the contest that the post belongs to",
    "overflow": "what to do where the text is too long: `error` (the default), `thread` or `truncate`",
    "numbering": "`true` numbers the parts of a thread that was split: 1/3",
    "language": "of this post, where it differs from the account's",
    "campaign": "the campaign's name, for the tags of links",
    "owner": "who looks after the post",
    "ignore": "codes (`ALT003`) or topics (`ALT`) of findings to leave out in this post",
    "ad": "the marking of an advertisement: `advertiser`, the register's token `erid`, the tax number `inn`",
    "variants": "what differs on one account or network",
}

_IMAGE: Mapping[str, str] = {
    "card": "a template of the theme, by default the rubric's; `none` publishes the photo as it is",
    "photo": "a file beside the post, or a path from the root such as `content/media/beans.jpg`",
    "focus": "the point that every crop keeps, from the left and the top, each 0 to 1",
    "headline": "the text on the card; words between asterisks take the accent colour",
    "alt": "what the picture shows, for those who do not see it",
    "size": "one of the network's sizes, such as `square`, `portrait` or `landscape`",
    "table": "the numbers of a chart: `{Filter: 42, Espresso: 31}`, or rows",
    "format": "the kind of file to make: `jpeg`, `png` or `webp`",
}

_VARIANT: Mapping[str, str] = {"options": "options of the account's network for this post alone"}

_PARTS_OF_A_POST: Mapping[str, str] = {
    "poll.question": "what is asked",
    "poll.options": "two answers or more",
    "poll.hours": "how long it is open, in hours; 24 by default",
    "ad.advertiser": "who pays",
    "ad.erid": "the token of the Russian register of advertisements",
    "ad.inn": "the payer's Russian tax number",
    "carousel.card": "the first part of its cards' names; `carousel` by default",
    "carousel.size": "the size of all its pictures",
    "carousel.cover": "the first picture",
    "carousel.pages": "the pages between; a text alone is a page's headline",
    "carousel.end": "the last picture",
    "images.files": "a folder, or a name with a star: `photos/*.jpg`",
    "images.alt": "what each picture shows, by its file's name",
}

_PLAN: Mapping[str, str] = {
    "month": "the month that the plan is for: `2026-12`",
    "goals": "what the month is to reach: a metric, on an account or on all, to a number",
    "goals.metric": "what is counted: clicks, orders, followers",
    "goals.account": "where; on all accounts where it is left out",
    "goals.target": "the number to reach",
    "mix": "the share of each rubric: `{promo: 20%, story: 30%}`",
    "cadence": "posts a week, by account",
    "key_dates": "days that the month's posts turn on",
    "key_dates.date": "the day: `2026-12-06`",
    "key_dates.name": "what that day is",
}

_STRATEGY: Mapping[str, str] = {
    "period": "the first and the last day of the strategy",
    "audience": "who the brand talks to, and what they want",
    "audience.segment": "a name for these people",
    "audience.who": "who they are",
    "audience.wants": "what they look for",
    "audience.doubts": "what keeps them away",
    "audience.accounts": "where they are",
    "goals": "what the period is to reach, each with a number and a day",
    "goals.name": "the goal's name",
    "goals.metric": "what is counted",
    "goals.account": "where it is counted; everywhere where it is left out",
    "goals.baseline": "the number today",
    "goals.target": "the number to reach",
    "goals.by": "the day by which it is to be reached",
    "goals.why": "what it is good for",
    "rubrics": "each rubric's share, owner and ideas",
    "cadence": "posts a week, by account",
    "slots": "weekly times by account, in the brand's zone or in that of its readers",
    "recurring": "topics that come again",
    "recurring.every": "when: `Tue`, `first Fri`, `2 weeks on Wed`, or a rule of iCalendar",
    "recurring.since": "the first day of it",
    "key_dates": "days of every year, or of one",
    "holidays": "countries, or parts of one, whose holidays count: `DE-BE`",
    "days": "topics whose professional and international days are taken up",
    "people": "who does what",
    "people.capacity": "how many posts somebody can look after in a week",
    "tone": "how the brand speaks, and how it does not",
    "tone.readability": "the least measure of readability by language: `{en: 60, ru: 50}`",
    "competitors": "who else speaks to the same people",
    "budget": "what it may cost",
}

_CONFIG: Mapping[str, str] = {
    "brand": "who speaks",
    "brand.name": "the brand's name",
    "brand.url": "its address; links to this host are tagged",
    "brand.timezone": "every time in posts and plans is in this zone",
    "brand.language": "the default for proofreading, typography and dates",
    "theme": "a folder of `themes/`; without one, a plain theme",
    "accounts": "channels, pages and profiles; the names are yours, `network` says what each is",
    "rubrics": "recurring sections of the content plan",
    "rubrics.title": "the rubric's name for people",
    "rubrics.card": "the card of its posts' pictures",
    "rubrics.accounts": "where its posts go, unless they say otherwise",
    "rubrics.share": "its part of the posts: `20%`",
    "rubrics.hashtags": "tags that all its posts get",
    "rubrics.wants": "`action` asks each of its posts for a call to action",
    "slots": "weekly times for posts that give only a date: `Mon-Fri 10:00`, `Sat 12:00`, `daily 09:30`",
    "quiet_hours": "when nothing is to go out: `22:00-08:00`",
    "publish": "how posts go out",
    "publish.grace": "how late a post may still go out by itself; later than that, it is held for a person",
    "hosting": "where pictures and videos get a public address, for networks that fetch them",
    "ledger": "the bucket that keeps the record of what was published; without one, it is a git branch",
    "feed": "feeds of what is public, written by `smmgen publish`",
    "feed.url": "the address at which `dist/feed/` is published",
    "feed.posts": "how many posts a feed holds, 200 at most",
    "feed.accounts": "those whose posts are for everybody",
    "notify": "the chat or mail account that is told, once, what has come to need a person",
    "secrets": "where renewed secrets go",
    "secrets.keep": (
        "a command that takes a renewed secret on its standard input; `{name}` is the variable's name"
    ),
    "numbering": "numbers the parts of every split thread: `{n}/{total}`",
    "utm": "tags for links to the brand's own host",
    "utm.hosts": "hosts whose links are tagged besides the brand's own",
    "rubrics.ad": "`true` asks each of its posts for the marking of an advertisement, `ad`",
    "ads": "how advertisements are marked",
    "ads.label": "the label's words by language, instead of ours: `Реклама. {advertiser}.[ erid: {erid}]`",
    "ads.place": "where the label stands in the first message: `start` or `end`",
    "ads.badge": "`true` puts the word on every card of an advertisement too",
    "ads.own": "advertisers that are the brand itself: what they pay for is no paid partnership",
    "ads.countries": "countries whose readers are aimed at, such as `RU`",
    "law": "what the brand says of the law",
    "law.contacts": "telephone numbers and mailboxes that are the brand's own, not a person's",
    "law.topics": "topics that need a warning, and how bad its absence is: `{alcohol: warning}`",
    "law.lists": "topics of the brand's own",
    "law.lists.words": "words by language; one that ends with `*` stands for all that begin so",
    "law.lists.beside": "stretches of which one must stand in the same post",
    "law.lists.say": "what to do about it",
    "law.lists.source": "which law asks for it",
    "law.lists.level": "how bad a finding is: `warning` by default",
    "law.licences": "`required` asks for `credits.yaml` beside the photos: their makers and licences",
    "typography": "how the brand sets its texts",
    "typography.dash": "the dash between parts of a sentence, by language: `short`, `long` or `closed`",
    "spelling": "how words are looked up; the brand's own stand in content/words.txt",
    "spelling.names": "`any` takes a capitalised word inside a sentence for a name, `listed` looks it up",
    "spelling.dictionaries": "Hunspell dictionaries of the repository by language, without .aff and .dic",
    "voice": "how the brand speaks: what its posts' words are measured by",
    "voice.names": "names that are spelt exactly so",
    "voice.words": "what is not to be said, each with what to say instead, or with nothing",
    "voice.allow": "phrases of the shared lists that the brand may say",
    "voice.address": "how readers are addressed, by language: `{ru: вы, de: du}`",
    "voice.emoji": "the brand's emoji",
    "voice.emoji.allowed": "the only ones to be used",
    "voice.emoji.most": "how many a message may have",
    "voice.emoji.titles": "`false` keeps them out of titles",
    "voice.hashtags": "the only hashtags to be used, beside the rubrics' own",
    "voice.capitals": "words that may stand in capital letters",
    "voice.sentence": "how many words a sentence may have; 45 by default",
    "voice.median": "how many words half of a post's sentences may have at most",
    "voice.paragraph": "how many words a paragraph may have; 150 by default",
    "rules": "findings to leave out",
    "rules.ignore": "codes (`ALT003`) or topics (`ALT`) to leave out everywhere",
    "rules.per_path": "codes or topics to leave out in some files",
}

_ACCOUNT: Mapping[str, str] = {
    "network": "what the account is on",
    "language": "the language of its posts; the brand's by default",
    "handle": "how the account is called, shown on pictures",
    "base_url": "another server than the network's own",
    "paused": "`true` holds everything that is due here",
    "ads": "`false` keeps advertisements away",
    "hashtags": "how many hashtags a post has at most",
    "token_expires": "the day on which its secret ends; `status` and `publish` warn two weeks before",
}

_THEME: Mapping[str, str] = {
    "title": "the theme's name for people",
    "colours": "colours by name; `dark`, `light` and `accent` are what a card takes where it names none",
    "fonts": "TrueType or OpenType files of the theme",
    "fonts.display": "for headlines",
    "fonts.text": "for everything else",
    "fonts.fallback": "for signs that these lack",
    "logo": "PNGs with transparency",
    "logo.light": "for dark grounds",
    "logo.dark": "for light grounds",
}

_CARD: Mapping[str, str] = {
    "title": "what the card is for",
    "extends": "the card that this one changes",
    "example": "a headline to try it with, in one language or several",
    "fields": "what a post may say under `image:`, beside headline and photo",
    "format": "the kind of file to make, wherever the network takes it",
    "ground": "the colour behind everything",
    "ink": "the colour of words",
    "accent": "the colour of what stands out",
    "align": "where lines begin",
    "layers": "what is drawn, the lowest first, each with a name; `none` takes one away",
    "when": "what differs on wide, tall and story pictures, and without a photo (`bare`)",
}


def _under(place: str, words: Mapping[str, str]) -> dict[str, str]:
    return {f"{place}.{key}": text[:1].upper() + text[1:] + "." for key, text in words.items()}


WORDS: Mapping[str, str] = {
    **_under("post", _POST),
    **_under("post", _PARTS_OF_A_POST),
    **_under("post.image", _IMAGE),
    **_under("post.images", _IMAGE),
    **_under("variant", {**_POST, **_PARTS_OF_A_POST, **_VARIANT}),
    **_under("variant.image", _IMAGE),
    **_under("variant.images", _IMAGE),
    **_under("plan", _PLAN),
    **_under("strategy", _STRATEGY),
    **_under("config", _CONFIG),
    **_under("account-keys", _ACCOUNT),
    **_under("theme", _THEME),
    **_under("card", _CARD),
    **_under("changes", _CARD),
}
"""By the way to the key, such as "post.image.alt"."""
