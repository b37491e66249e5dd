"""Every ecosystem that the gate knows: the records of the modules in `ecosystems`."""

import importlib
import pkgutil

from inwriting.gate import ecosystems
from inwriting.gate.ecosystem import Ecosystem, Ecosystems


def _records() -> list[Ecosystem]:
    found: list[Ecosystem] = []
    for name in sorted(module.name for module in pkgutil.iter_modules(ecosystems.__path__)):
        record: Ecosystem = importlib.import_module(f"{ecosystems.__name__}.{name}").ECOSYSTEM
        found.append(record)
    if not found:
        # Without one, no manifest would be read, and every repository would pass.
        message = "the installation has no ecosystem; install inwriting again"
        raise ImportError(message)
    return found


ECOSYSTEMS = Ecosystems(_records())
