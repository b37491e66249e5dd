"""States and kinds as people read them."""

from inwriting.evidence.watch.alarm import State
from inwriting.register.model.alarms import AlarmKind

STATES = {
    State.UNCHANGED: "unchanged",
    State.MARKUP: "markup or links only",
    State.MOVED: "moved: the same sentences in another order",
    State.OTHER_WORDS: "changed, in nothing that answers a question",
    State.ALARMS: "changed",
    State.FLAPPING: "flapping: it went back to the text that is cited",
    State.PART_MISSING: "part missing: a large piece of the page is not in it",
    State.EARLIER_INCOMPLETE: "not compared: the cited text is no whole document",
    State.CAPTURE_BROKEN: "capture broken",
    State.NO_LONGER_TRACKED: "no longer tracked",
    State.NOT_LOOKED_AT: "not looked at",
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
    "block-page": "a page that keeps programs out",
    "error-page": "an error page",
    "needs-a-browser": "a page that needs a browser",
    "needs-browser": "a page that needs a browser",
    "cookie-wall": "a question about cookies",
    "sign-in-page": "a page to sign in",
    "other-language": "another language",
    "wrong-document": "another document",
    "no-text": "it has no text",
}
