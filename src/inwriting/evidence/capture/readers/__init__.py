"""From the bytes of a document to its text, one module a kind. They run in a process of their own.

Each has a function `read(content, task)`, which returns a Reading or raises RefusedError.
"""
