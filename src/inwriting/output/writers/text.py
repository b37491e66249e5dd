"""Text for people at a terminal."""

from inwriting.output.options import Options
from inwriting.output.report import Report
from inwriting.output.screen import Screen


def render(report: Report, options: Options) -> str:
    """Return what the command writes for people."""
    screen = Screen(options.layout)
    report.text(screen, options)
    return screen.text
