"""C# and the other languages of .NET: NuGet."""

from collections.abc import Iterator

from inwriting.gate.ecosystem import Ecosystem, Imports, beginnings
from inwriting.gate.format import Format

NUGET = "nuget"


def _guess(name: str, known: str, _names: tuple[str, ...]) -> Iterator[tuple[str]]:
    """Yield the packages that a namespace may lie in: they are often named alike."""
    for package in () if known else beginnings(name, "."):
        yield (package,)


ECOSYSTEM = Ecosystem(
    kind=NUGET,
    purl_type="nuget",
    canonical=str.lower,
    installers=("dotnet add package", "dotnet add * package", "dotnet tool install"),
    imports=Imports("csharp", guess=_guess, certain=False),
    formats=(
        Format(
            ".NET project",
            "dotnet",
            ("*.csproj", "*.fsproj", "*.vbproj", "*.props", "*.targets", "*.nuspec"),
            "read_project",
        ),
        Format("NuGet packages", "dotnet", ("packages.config",), "read_packages_config"),
        Format("NuGet lock file", "dotnet", ("packages.lock.json",), "read_packages_lock"),
        Format(
            "Paket manifest", "dotnet", ("paket.dependencies", "paket.references"), "read_paket"
        ),
        Format("Paket lock file", "dotnet", ("paket.lock",), "read_paket_lock"),
        Format(".NET tools", "dotnet", ("dotnet-tools.json",), "read_tools"),
    ),
)
