"""Languages that source code is written in."""

from inwriting.gate.format import Format

SOURCE: tuple[Format, ...] = (
    Format("Python source", "source", ("*.py", "*.pyi", "*.pyw", "*.bzl"), "read_python"),
    Format("JavaScript source", "source", ("*.js", "*.mjs", "*.cjs", "*.jsx"), "read_javascript"),
    Format("TypeScript source", "source", ("*.ts", "*.mts", "*.cts"), "read_typescript"),
    Format("TypeScript source with JSX", "source", ("*.tsx",), "read_tsx"),
    Format("Go source", "source", ("*.go",), "read_go"),
    Format("Java source", "source", ("*.java",), "read_java"),
    Format("Kotlin source", "source", ("*.kt",), "read_kotlin"),
    Format("Scala source", "source", ("*.scala", "*.sc"), "read_scala"),
    Format("Groovy source", "source", ("*.groovy",), "read_groovy"),
    Format("C# source", "source", ("*.cs", "*.csx"), "read_csharp"),
    Format("Ruby source", "source", ("*.rb", "*.rake", "*.ru"), "read_ruby"),
    Format("PHP source", "source", ("*.php", "*.phtml"), "read_php"),
    Format("Rust source", "source", ("*.rs",), "read_rust"),
    Format("shell script", "shell", ("*.sh", "*.bash", "*.zsh")),
    Format("page with scripts", "markup", ("*.vue", "*.svelte", "*.astro", "*.html", "*.htm")),
    Format("notebook", "notebook", ("*.ipynb",)),
)
"""What is read as source code, notebooks included."""
