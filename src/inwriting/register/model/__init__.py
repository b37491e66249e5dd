"""Model: frozen objects over plain data. No input or output, no clock.

What a register has thousands of is a frozen ``msgspec.Struct``: it is made in an eighth of the time
of a frozen dataclass. ``gc=False`` says that it can be in no circle, so that the garbage collector
need not look for one; it would look again and again while a register is built.
"""
