"""Which files are passed over by rule, and why: what others wrote, and what programs made.

The rules are the tool's own and read nothing but paths. What a repository says of itself, as in
the linguist-vendored of a .gitattributes, is not asked: a repository must not excuse itself.
"""

from collections.abc import Callable

_FOLDERS = {
    "node_modules": "packages that were installed (node_modules)",
    "bower_components": "packages that were installed (bower_components)",
    "jspm_packages": "packages that were installed (jspm_packages)",
    "site-packages": "packages that were installed (site-packages)",
    "third_party": "code of others (third_party)",
    "third-party": "code of others (third-party)",
    "thirdparty": "code of others (thirdparty)",
    "_vendor": "code of others (_vendor)",
    "pods": "packages that were installed (Pods)",
    "carthage": "packages that were installed (Carthage)",
    ".bundle": "packages that were installed (.bundle)",
    ".venv": "packages that were installed (.venv)",
    ".tox": "packages that were installed (.tox)",
    ".nox": "packages that were installed (.nox)",
    ".eggs": "packages that were installed (.eggs)",
    ".yarn": "packages that were installed (.yarn)",
    ".pnpm-store": "packages that were installed (.pnpm-store)",
    ".git": "the version control's own files",
    ".hg": "the version control's own files",
    ".svn": "the version control's own files",
    "__pycache__": "what a program made (__pycache__)",
    ".mypy_cache": "what a program made (.mypy_cache)",
    ".ruff_cache": "what a program made (.ruff_cache)",
    ".pytest_cache": "what a program made (.pytest_cache)",
    "cassettes": "what a program made (cassettes of recorded traffic)",
    "__snapshots__": "what a program made (__snapshots__)",
    ".ipynb_checkpoints": "what a program made (.ipynb_checkpoints)",
    ".gradle": "what a program made (.gradle)",
    ".terraform": "what a program made (.terraform)",
    ".next": "what a program made (.next)",
    ".nuxt": "what a program made (.nuxt)",
    ".svelte-kit": "what a program made (.svelte-kit)",
    ".parcel-cache": "what a program made (.parcel-cache)",
    ".turbo": "what a program made (.turbo)",
}
"""Folders by their name in small letters, wherever they lie."""

_ENDINGS = {
    ".min.js": "minified",
    ".min.mjs": "minified",
    ".min.cjs": "minified",
    ".bundle.js": "minified",
    ".js.map": "what a program made (source maps)",
    ".css.map": "what a program made (source maps)",
    ".ts.map": "what a program made (source maps)",
    ".mjs.map": "what a program made (source maps)",
    ".cjs.map": "what a program made (source maps)",
    "_pb2.py": "what a program made (protocol buffers)",
    "_pb2.pyi": "what a program made (protocol buffers)",
    "_pb2_grpc.py": "what a program made (protocol buffers)",
    ".pb.go": "what a program made (protocol buffers)",
    ".pb.gw.go": "what a program made (protocol buffers)",
    "_pb.js": "what a program made (protocol buffers)",
    "_pb.ts": "what a program made (protocol buffers)",
    "_pb.d.ts": "what a program made (protocol buffers)",
    "_grpc_pb.js": "what a program made (protocol buffers)",
    ".pb.rs": "what a program made (protocol buffers)",
}
_MADE = tuple(_ENDINGS)

_BUNDLED = (".js", ".mjs", ".cjs")
"""What a program bundles into a folder dist; other files there are read."""

_VENDORED_BESIDE = ("go.mod", "composer.json", "Gemfile", "Cargo.toml", "package.json")
"""What lies beside a folder `vendor` that a package manager filled."""
_VENDORED_INSIDE = ("modules.txt", "autoload.php", "bundle", "cache")

VENDORED = "code of others (vendor)"
BUNDLED = "what a program made (dist)"

Exists = Callable[[str], bool]
"""Tells whether there is a file or folder at a path from the top of the tree."""


class SkipRules:
    """Answers for one tree; what was said of a folder is remembered."""

    def __init__(self, exists: Exists) -> None:
        self._exists = exists
        self._folders: dict[str, str] = {"": ""}

    def folder(self, path: str) -> str:
        """Return why everything in the folder at *path* is passed over, in words; "" for not."""
        known = self._folders.get(path)
        if known is None:
            # From the top down and without recursion: a path may be very deep.
            known, end = "", 0
            while not known and end < len(path):
                end = path.find("/", end + 1)
                end = len(path) if end < 0 else end
                part = path[:end]
                if part not in self._folders:
                    self._folders[part] = self._own_reason(part)
                known = self._folders[part]
            self._folders[path] = known
        return known

    def file(self, path: str) -> str:
        """Return why the file at *path* is passed over, in words; "" when it is looked at."""
        folder, _, name = path.rpartition("/")
        if reason := self.folder(folder):
            return reason
        lower = name.lower()
        if lower.endswith(_MADE):
            return next(reason for end, reason in _ENDINGS.items() if lower.endswith(end))
        if lower.endswith(_BUNDLED) and "dist" in folder.lower().split("/"):
            return BUNDLED
        return ""

    def _own_reason(self, folder: str) -> str:
        name = folder.rpartition("/")[2].lower()
        if name == "vendor":
            return VENDORED if self._is_vendored(folder) else ""
        return _FOLDERS.get(name, "")

    def _is_vendored(self, folder: str) -> bool:
        # A firm's own code about its vendors lies in folders of that name too.
        above = folder.rpartition("/")[0]
        beside = f"{above}/" if above else ""
        return any(self._exists(beside + name) for name in _VENDORED_BESIDE) or any(
            self._exists(f"{folder}/{name}") for name in _VENDORED_INSIDE
        )
