"""What TikTok's error codes and reasons of failed posts mean for a post.

Source: TikTok for Developers, Content Posting API, error codes of its endpoints and Get Post Status; read
2026-11. The reasons of failures that only clients tell of are refused too: a failed post is not public.
"""

from collections.abc import Mapping
from datetime import timedelta

from smmgen.adapter import NotSent, Refused, Reply, Session
from smmgen.apis.answers import fields, text, unaccepted

TITLE = "TikTok"
BUSY = 429
_HOURS = timedelta(hours=3)

_LATER: Mapping[str, tuple[timedelta, str]] = {
    "rate_limit_exceeded": (timedelta(minutes=2), "TikTok asks to wait before the next call"),
    "photo_pull_failed": (timedelta(minutes=10), "TikTok could not fetch the pictures from their address"),
    "video_pull_failed": (timedelta(minutes=10), "TikTok could not fetch the video from its address"),
    "internal": (timedelta(minutes=10), "TikTok failed and has published nothing"),
}
_DAILY: Mapping[str, str] = {
    "spam_risk_too_many_posts": "The account has posted as often as TikTok takes from apps in 24 hours",
    "spam_risk_too_many_pending_share": (
        "Too many drafts of the last 24 hours wait in the account's inbox: finish or delete them in the app"
    ),
    "reached_active_user_cap": "The app has posted to as many accounts as TikTok lets it in 24 hours",
}
_ACCOUNT: Mapping[str, str] = {
    "scope_not_authorized": "The token lacks a right: sign in again with all that the docs name",
    "scope_permission_missed": "The token lacks a right: sign in again with all that the docs name",
    "url_ownership_unverified": (
        "TikTok fetches pictures from verified addresses only: verify the one in `hosting` among the app's "
        "URL properties"
    ),
    "unaudited_client_can_only_post_to_private_accounts": (
        "TikTok has not audited the app: it may post with `privacy: private` only, and to an account that is "
        "private itself; or use `mode: inbox`"
    ),
    "spam_risk_user_banned_from_posting": "TikTok has banned the account from posting: look at it in the app",
    "app_version_check_failed": "The account's TikTok app is too old for drafts of pictures: update it",
    "auth_removed": "The account has taken the app's rights back: sign in again",
}
_REFUSED: Mapping[str, str] = {
    "privacy_level_option_mismatch": "The account does not offer this `privacy`",
    "invalid_param": "TikTok does not take a part of the post",
    "invalid_params": "TikTok does not take a part of the post",
    "spam_risk": "TikTok takes the post for spam",
    "spam_risk_text": "TikTok takes the text for spam",
    "picture_size_check_failed": "TikTok does not take a picture's size",
    "file_format_check_failed": "TikTok does not take a file's format",
    "duration_check_failed": "TikTok does not take the video's length",
    "frame_rate_check_failed": "TikTok does not take the video's frame rate",
    "publish_cancelled": "The account's owner has cancelled the post in the app",
}


def code_of(reply: Reply) -> str:
    """Return an answer's error code; empty where all is well, or where the answer has none."""
    error = fields(reply).get("error")
    code = text(error.get("code")) if isinstance(error, dict) else ""
    return "" if code == "ok" else code


def said(reply: Reply) -> str:
    """Return the words of a failure with its code; a token's answer words it in another way."""
    found = fields(reply)
    error = found.get("error")
    if isinstance(error, dict):
        return ": ".join(part for part in (code_of(reply), text(error.get("message"))) if part)
    return ": ".join(part for part in (text(error), text(found.get("error_description"))) if part)


def meaning(session: Session, code: str, words: str) -> NotSent | Refused | None:
    """Return what a code says for sure: not now, not this account, not this post; None where it says nothing.

    `words` are quoted.
    """
    told = f" (“{words or code}”)."
    if code == "access_token_invalid":
        return unaccepted(session.account, TITLE, f": “{words or code}”", 401)
    if code in _LATER:
        wait, why = _LATER[code]
        return NotSent(why + told, session.now() + wait, BUSY)
    if code in _DAILY:
        return NotSent(_DAILY[code] + told, session.now() + _HOURS, BUSY, is_account_wide=True)
    if code in _ACCOUNT:
        return NotSent(_ACCOUNT[code] + told, status=403, is_account_wide=True)
    return Refused(_REFUSED[code] + told, 400) if code in _REFUSED else None


def failure(session: Session, reason: str) -> NotSent | Refused:
    """Return what the reason of a failed post means: whatever it is, nothing was published."""
    return meaning(session, reason, "") or Refused(f"TikTok did not publish it (“{reason or 'no reason'}”).")
