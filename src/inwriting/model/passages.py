from inwriting.passages import *  # noqa
