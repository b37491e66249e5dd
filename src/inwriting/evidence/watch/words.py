"""States and kinds as people read them."""

from inwriting.evidence.watch.alarm import State
from inwriting.register.model.alarms import AlarmKind

STATES = {
    State.UNCHANGED: "unchanged",
    State.MARKUP: "markup or links only",
    State.MOVED: "moved: the same sentences in another order",
    State.OTHER_WORDS: "changed, but nothing that answers a question",
    State.ALARMS: "changed",
    State.FLAPPING: "flapping: it went back to the cited text",
    State.PART_MISSING: "part missing: a large part of the page is gone",
    State.EARLIER_INCOMPLETE: "not compared: the cited text is not a whole document",
    State.CAPTURE_BROKEN: "capture broken",
    State.NO_LONGER_TRACKED: "no longer tracked",
    State.NOT_LOOKED_AT: "not checked",
}
KINDS = {
    AlarmKind.CITED_CHANGED: "cited passage changed",
    AlarmKind.CITED_GONE: "cited passage gone",
    AlarmKind.NEW_TEXT: "new text on a question",
    AlarmKind.TEXT_CHANGED: "text on a question changed",
    AlarmKind.TEXT_GONE: "text on a question gone",
}
REASONS = {
    "empty": "it is empty",
    "too-short": "far too short",
    "block-page": "a page that blocks programs",
    "error-page": "an error page",
    "needs-a-browser": "a page that needs a browser",
    "needs-browser": "a page that needs a browser",
    "cookie-wall": "a cookie banner",
    "sign-in-page": "a sign-in page",
    "other-language": "another language",
    "wrong-document": "another document",
    "no-text": "it has no text",
}
