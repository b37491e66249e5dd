"""JSON of the command's own shape, which has a schema."""

from inwriting.output.options import Options
from inwriting.output.report import Report


def render(report: Report, options: Options) -> str:
    """Return everything that the command can say."""
    return report.json(options)
