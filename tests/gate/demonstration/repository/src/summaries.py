"""Summaries of the firm's own notices."""

import desk_kit


def summary(text: str) -> str:
    """Return *text* in a sentence."""
    return desk_kit.Desk().summarise(text)
