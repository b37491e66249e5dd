from inwriting.texts.passages import *  # noqa
