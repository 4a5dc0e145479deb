"""Frozen and plain records: the part of Python's dataclasses that Strata uses, made quicker.

`dataclasses` imports Python's parser and disassembler and compiles six functions for each class, which took a third of
the time of `main.py export`. Here one function is compiled, when the first record of a class is made. What is used
means the same as there, and type checkers take it for the same.
"""

from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import asdict as values_of
    from dataclasses import dataclass, field, replace
else:
    _MISSING = object()
    _FIELDS = "__record_fields__"

    class _Field:
        """The default of a field and whether records with other values of it are other records."""

        def __init__(self, default=_MISSING, default_factory=None, compare=True) -> None:
            self.default = default
            self.default_factory = default_factory
            self.compare = compare

    field = _Field

    def replace(record, /, **changes):
        """Make a record that differs in some fields."""
        values = [changes.pop(name) if name in changes else getattr(record, name) for name in record.__match_args__]
        return record.__class__(*values, **changes)

    def values_of(record):
        """Give the values of the fields by their names."""
        return {name: getattr(record, name) for name in record.__match_args__}

    def dataclass(cls=None, *, frozen=False, slots=False):
        """Make a class a record of the names that its body annotates."""

        def make(cls):
            fields = {name: getattr(cls, name, _MISSING) for name in cls.__dict__.get("__annotations__", ())}
            fields = {
                name: each if isinstance(each, _Field) else _Field(each)
                for name, each in ({**getattr(cls, _FIELDS, {}), **fields}).items()
            }
            members = {_FIELDS: fields, "__match_args__": tuple(fields), "__init__": _first_init, "__repr__": _repr}
            compared = [name for name, each in fields.items() if each.compare]
            values = attrgetter(*compared) if compared else _nothing
            members["__eq__"] = _equality(values)
            members["__hash__"] = _hashing(values) if frozen else None
            if frozen:
                members |= {"__setattr__": _refuse, "__delattr__": _refuse}
            members = {name: each for name, each in members.items() if name not in cls.__dict__ or name == _FIELDS}
            return _with_slots(cls, fields, members) if slots else _with_members(cls, fields, members)

        return make if cls is None else make(cls)

    def _with_members(cls, fields, members):
        for name, each in fields.items():
            if name in cls.__dict__ and (each.default_factory is not None or each.default is _MISSING):
                delattr(cls, name)
            elif each.default is not _MISSING:
                setattr(cls, name, each.default)
        for name, member in members.items():
            setattr(cls, name, member)
        return cls

    def _with_slots(cls, fields, members):
        inherited = {name for base in cls.__mro__[1:] for name in base.__dict__.get("__slots__", ())}
        body = {
            name: member
            for name, member in cls.__dict__.items()
            if name not in fields and name not in ("__dict__", "__weakref__")
        }
        body["__slots__"] = tuple(name for name in fields if name not in inherited)
        body["__qualname__"] = cls.__qualname__
        return type(cls)(cls.__name__, cls.__bases__, body | members)

    def _first_init(self, *values, **named) -> None:
        """Compile the real `__init__` of the class, and go on with it."""
        cls = next(each for each in type(self).__mro__ if each.__dict__.get("__init__") is _first_init)
        fields = cls.__dict__[_FIELDS]
        scope = {"_set": object.__setattr__, "_missing": _MISSING}
        head, body = ["self"], []
        for name, each in fields.items():
            value = name
            if each.default_factory is not None:
                scope[f"_make_{name}"] = each.default_factory
                head.append(f"{name}=_missing")
                value = f"_make_{name}() if {name} is _missing else {name}"
            elif each.default is not _MISSING:
                scope[f"_default_{name}"] = each.default
                head.append(f"{name}=_default_{name}")
            else:
                head.append(name)
            body.append(f"_set(self, {name!r}, {value})")
        if hasattr(cls, "__post_init__"):
            body.append("self.__post_init__()")
        exec(f"def __init__({', '.join(head)}):\n " + "\n ".join(body or ["pass"]), scope)  # noqa: S102  (our names)
        init = scope["__init__"]
        init.__qualname__ = f"{cls.__qualname__}.__init__"
        cls.__init__ = init
        init(self, *values, **named)

    def _repr(self) -> str:
        values = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__qualname__}({values})"

    def _equality(values):
        def __eq__(self, other):
            return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

        return __eq__

    def _hashing(values):
        def __hash__(self):
            return hash(values(self))

        return __hash__

    def _nothing(_record):
        return ()

    def _refuse(self, name, *_value):
        raise AttributeError(f"{type(self).__name__} is frozen: {name} stays as it is")


__all__ = ["dataclass", "field", "replace", "values_of"]
