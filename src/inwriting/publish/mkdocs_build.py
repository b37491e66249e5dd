"""Build the site with MkDocs: `python -m inwriting.publish.mkdocs_build CONFIG PAGES SITE`.

It runs in a process of its own, since MkDocs changes logging and warnings of the one it is in.
"""

import logging
import sys

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError, ConfigurationError
from mkdocs.utils import CountHandler

from inwriting.publish.mkdocs_pictures import Pictures
from inwriting.publish.mkdocs_shared import SharedPages
from inwriting.register.decide.shared_work import WorkerEndedError


def main(config_file: str, pages: str, site: str) -> None:
    """Build *site* of *pages*; exit with a message when anything is wrong, warnings included."""
    logger = logging.getLogger("mkdocs")
    shown = logging.StreamHandler()
    shown.setLevel(logging.WARNING)
    counted = CountHandler()
    counted.setLevel(logging.WARNING)
    logger.addHandler(shown)
    logger.addHandler(counted)
    try:
        config = load_config(config_file=config_file, docs_dir=pages, site_dir=site)
        config.markdown_extensions.append(Pictures())
        config.plugins["shared pages"] = SharedPages()
        build(config)
    except (Abort, BuildError, ConfigurationError, WorkerEndedError) as error:
        sys.exit(str(error))
    if counted.get_counts():
        sys.exit("MkDocs warned, and a warning is an error here.")


if __name__ == "__main__":
    main(*sys.argv[1:])
