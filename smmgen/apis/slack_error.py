"""What Slack's errors mean for a message: most come with the status 200 and `ok: false`.

Source: Slack's documentation, errors of chat.postMessage, chat.update, chat.delete and the files methods;
read 2026-11.
"""

from collections.abc import Mapping
from datetime import timedelta

from smmgen.adapter import NotSent, Refused, Session
from smmgen.apis.answers import unaccepted

TITLE = "Slack"

TOKEN = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})
"""The token is wrong, revoked or too old."""

LATER: Mapping[str, timedelta] = {
    "ratelimited": timedelta(seconds=30),
    "rate_limited": timedelta(minutes=1),
    "message_limit_exceeded": timedelta(hours=6),
    "team_added_to_org": timedelta(hours=1),
}

_RIGHT = "The bot may not write in the channel: ask an administrator of the workspace"
_KIND = "This takes a bot's token, which begins with xoxb-"

ACCOUNT: Mapping[str, str] = {
    "missing_scope": "The app lacks a scope: add it under OAuth & Permissions and install the app anew",
    "no_permission": "The app lacks a scope: add it under OAuth & Permissions and install the app anew",
    "not_allowed_token_type": _KIND,
    "channel_not_found": "The bot does not see the channel. Look at `channel`, and invite the bot to it",
    "not_in_channel": "The bot is not in the channel: write /invite and its name there",
    "is_archived": "The channel is archived. Look at `channel` in smmgen.yaml",
    "restricted_action": _RIGHT,
    "restricted_action_read_only_channel": _RIGHT,
    "restricted_action_thread_only_channel": _RIGHT,
    "posting_to_general_channel_denied": _RIGHT,
    "access_denied": _RIGHT,
    "accesslimited": _RIGHT,
    "ekm_access_denied": "An administrator has suspended posting",
    "team_access_not_granted": "The app is not installed in this workspace",
    "enterprise_is_restricted": "The organisation does not let apps do this",
    "org_login_required": "The workspace is being moved: try again when it is done",
    "two_factor_setup_required": "The token's owner must set up two-factor authentication first",
    "file_uploads_disabled": "The workspace does not take files from apps",
    "storage_limit_reached": "The workspace has no room left for files",
}
"""What a person has to do about the account before anything more can go out."""

_PART = "Slack does not take a part of the message"

REFUSED: Mapping[str, str] = {
    "msg_too_long": "The text is too long for Slack",
    "msg_blocks_too_long": "The text is too long for Slack. Lower `max_characters`, and shorten it",
    "no_text": "The message is empty",
    "too_many_attachments": _PART,
    "invalid_blocks": _PART,
    "invalid_blocks_format": _PART,
    "invalid_arguments": _PART,
    "invalid_arg_name": _PART,
    "invalid_charset": _PART,
    "invalid_form_data": _PART,
    "invalid_json": _PART,
    "json_not_object": _PART,
    "cannot_reply_to_message": "Slack lets nobody answer this message",
    "restricted_action_non_threadable_channel": "Nobody can answer messages in this channel",
    "restricted_action_thread_locked": "The thread is locked",
    "thread_not_found": "The message to answer is gone",
    "cant_update_message": "The message is another's",
    "edit_window_closed": "The message is too old to be changed in this workspace",
    "message_not_found": "The message is gone",
    "cant_delete_message": "The message is another's",
    "file_not_found": "Slack does not find a picture",
}
"""Why Slack does not publish this message."""


def meaning(session: Session, code: str, said: str) -> NotSent | Refused | None:
    """Return what an error says for sure: not now, not this account, not this message; None: nothing."""
    quoted = f"(“{said or code}”)"
    if wait := LATER.get(code):
        return NotSent(f"Slack asks to wait {quoted}.", session.now() + wait, 429)
    if code in TOKEN:
        return unaccepted(session.account, TITLE, f" {quoted}", 401)
    if code == "invalid_blocks" and "slack file" in said:
        return NotSent(f"Slack is still at work on a picture {quoted}.", session.now() + timedelta(minutes=1))
    if advice := ACCOUNT.get(code):
        return NotSent(f"{advice} {quoted}.", status=403, is_account_wide=True)
    if advice := REFUSED.get(code):
        return Refused(f"{advice} {quoted}.", 404 if code == "message_not_found" else 400)
    return None
