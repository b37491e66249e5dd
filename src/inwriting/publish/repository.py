"""Where the register's repository is, for links that begin a change there."""

import re
from dataclasses import dataclass

_ADDRESS = re.compile(r"https://[a-z0-9][a-z0-9.-]*(:[0-9]+)?/[A-Za-z0-9._-]+/[A-Za-z0-9._-]+\Z")
_BRANCH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*\Z")


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on GitHub, or on a server that runs it."""

    address: str = ""
    """As in https://github.com/owner/name; empty when it is not known."""
    branch: str = "main"
    """The branch that proposals are made against."""

    def __post_init__(self) -> None:
        """Refuse what is no address of a repository and no branch; raises ValueError."""
        if self.address and not _ADDRESS.match(self.address):
            message = f"{self.address[:80]!r} is not an address as in https://github.com/owner/name"
            raise ValueError(message)
        if not _BRANCH.match(self.branch) or ".." in self.branch:
            message = f"{self.branch[:80]!r} is not a branch as in main"
            raise ValueError(message)

    @property
    def new_file(self) -> str:
        """The address of the page for a new file; empty when the repository is not known."""
        return self.address and f"{self.address}/new/{self.branch}"

    @property
    def issue_form(self) -> str:
        """The address of the form for proposing a vendor by an issue; empty likewise."""
        return self.address and f"{self.address}/issues/new?template=propose-a-vendor.yml"


NOWHERE = Repository()
"""No repository is known."""
