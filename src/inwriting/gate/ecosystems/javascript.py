"""JavaScript and TypeScript: the registry of npm."""

from inwriting.gate.ecosystem import Ecosystem, Imports
from inwriting.gate.format import Format

NPM = "npm"
_RELATIVE = (".", "/", "#", "~")


def npm_package(specifier: str) -> str:
    """Return the package that JavaScript's import of *specifier* loads; empty when none is.

    Paths, addresses and the runtime's own modules are no packages.
    """
    name = specifier.removeprefix("npm:")
    if name.startswith(_RELATIVE) or ":" in name or not name:
        return ""
    parts = name.split("/")
    wanted = 2 if name.startswith("@") else 1
    if len(parts) < wanted or not all(parts[:wanted]):
        return ""
    # A version may follow the name, as in npm:name@4.
    parts[wanted - 1] = parts[wanted - 1].partition("@")[0]
    return "/".join(parts[:wanted]).lower()


ECOSYSTEM = Ecosystem(
    kind=NPM,
    purl_type="npm",
    canonical=str.lower,
    installers=(
        "npm install",
        "npm i",
        "npm add",
        "yarn add",
        "yarn global add",
        "pnpm add",
        "pnpm install",
        "pnpm i",
        "bun add",
        "bun install",
    ),
    runners=("npx", "pnpx", "bunx", "npm exec", "yarn dlx", "pnpm dlx"),
    installed=r".[^@]*",
    imports=Imports("javascript", package=npm_package),
    formats=(
        Format("npm manifest", "npm", ("package.json",), "read_package"),
        Format("pnpm workspace", "npm", ("pnpm-workspace.yaml",), "read_pnpm_workspace"),
        Format(
            "Deno manifest",
            "npm",
            ("deno.json", "deno.jsonc", "import_map.json", "import-map.json", "importmap.json"),
            "read_deno",
        ),
        Format(
            "npm lock file",
            "npm_locks",
            ("package-lock.json", "npm-shrinkwrap.json"),
            "read_package_lock",
        ),
        Format("pnpm lock file", "npm_locks", ("pnpm-lock.yaml",), "read_pnpm_lock"),
        Format("Yarn lock file", "npm_locks", ("yarn.lock",), "read_yarn_lock"),
        Format("Bun lock file", "npm_locks", ("bun.lock",), "read_bun_lock"),
    ),
)
