"""The formats, a module each; `inwriting.output.formats` lists them."""
