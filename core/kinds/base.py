"""What every kind of layer is: a class that states its settings, its rules and its words.

A kind's class is the description; an instance is the kind with its settings filled in. Instances are
immutable and shared: equal settings give the same object, so that the answers of its rules, which it
remembers, serve every layer that is set the same way.
"""

from _thread import allocate_lock  # `threading` has the same, and takes a fiftieth of an export to import
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple, Self, TypeVar
from weakref import WeakValueDictionary

from core.algebra import Term, product
from core.language import listed, tr
from core.problems import RuleError
from core.records import dataclass
from core.settings import Setting, SettingError
from core.shapes import Shape, axis_letters, describe_axes, write_shape

Shapes = tuple[Shape, ...]


class Family(Enum):
    """A group of kinds that do the same sort of work; the value is its label."""

    INPUT = "Input"
    CONVOLUTION = "Convolution"
    POOLING = "Pooling"
    DENSE = "Dense"
    NORMALISATION = "Normalisation"
    ACTIVATION = "Activation"
    SHAPE = "Shape"
    MERGE = "Merge"
    REGULARISATION = "Regularisation"


@dataclass(frozen=True, slots=True)
class Weight:
    """One array of parameters; `shape` has PyTorch's axis order, the outputs first.

    Its count is written with the outputs last, as by hand, or `written_as_shaped`.
    """

    label: str
    shape: Shape
    trainable: bool = True
    written_as_shaped: bool = False

    @property
    def count(self) -> int:
        """How many numbers it holds."""
        return product(self.factors)

    @property
    def factors(self) -> tuple[int, ...]:
        """The factors of its count, in writing order; axes that are 1 whatever the settings are left out."""
        outputs_last = (*self.shape[2:], *self.shape[1:2], *self.shape[:1])
        ordered = self.shape if self.written_as_shaped else outputs_last
        return tuple(size for size in ordered if isinstance(size, Term) or size != 1)


@dataclass(frozen=True, slots=True)
class Step:
    """How a layer widens the receptive field: by axis, the input positions added and the stride."""

    growth: tuple[int, ...]
    stride: tuple[int, ...]


Wanted = tuple[int | None, ...]
"""A shape that would do; None stands for any size."""


class Bridge(NamedTuple):
    """Settings of a layer that leads from one shape to another; of several bridges the lowest `rank` goes first."""

    rank: int
    values: Mapping[str, object]


UNCHANGED_FIELD = Step((), ())

_sharing = allocate_lock()


@dataclass(frozen=True, slots=True)
class Preset:
    """An entry of the palette: a kind with the settings that a new layer starts with."""

    label: str
    values: Mapping[str, object]


class Kind:
    """A kind of layer: identity with nothing to learn, until a subclass says otherwise.

    Rules get and give shapes of integers, or of Terms where a working is wanted; they use plain arithmetic
    and the helpers of core.algebra, and raise RuleError where inputs and settings do not fit.
    """

    type: ClassVar[str]
    label: ClassVar[str]
    family: ClassVar[Family]
    help: ClassVar[str]
    name_stem: ClassVar[str]
    other_names: ClassVar[str] = ""
    spatial_axes: ClassVar[int] = 0
    least_inputs: ClassVar[int] = 1
    most_inputs: ClassVar[int | None] = 1
    settings: ClassVar[tuple[Setting[Any], ...]] = ()

    values: Mapping[str, Any]
    answers: dict[Shapes, Any]

    _shared: ClassVar["WeakValueDictionary[Any, Kind]"] = WeakValueDictionary()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        own = tuple(value for value in cls.__dict__.values() if isinstance(value, Setting))
        inherited = tuple(setting for setting in cls.settings if setting.name not in cls.__dict__)
        cls.settings = inherited + own

    def __new__(cls, /, **given: object) -> Self:
        """Configure the kind; what is left out has its default.

        Raises SettingError, with the setting's name, for an unknown, missing or unfit value.
        """
        values: dict[str, Any] = {}
        for setting in cls.settings:
            if setting.name in given:
                values[setting.name] = setting.read(given.pop(setting.name), cls.spatial_axes)
            elif not setting.is_required:
                default = setting.default
                values[setting.name] = None if default is None else setting.read(default, cls.spatial_axes)
            else:
                allowed = setting.allowed(cls.spatial_axes)
                raise SettingError(tr("is missing; it must be {allowed}", allowed=allowed), setting.name)
        for name in given:
            known = listed(setting.name for setting in cls.settings) or tr("no settings")
            raise SettingError(tr("is not a setting of {kind}, which has {known}", kind=cls.type, known=known), name)
        return cls._share(values)

    @classmethod
    def _share(cls, values: dict[str, Any]) -> Self:
        key = (cls, *values.values())
        # A document may be read in another thread, and equal kinds must stay one object.
        return cls._shared.get(key) or cls._make(key, values)  # type: ignore[return-value]  # the key holds the class

    @classmethod
    def _make(cls, key: Hashable, values: dict[str, Any]) -> "Kind":
        made = super().__new__(cls)
        resolved = {setting.name: setting.resolve(values) for setting in cls.settings}
        made.__dict__.update(resolved, values=MappingProxyType(values), answers={})
        with _sharing:
            return cls._shared.setdefault(key, made)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a configured kind does not change: {name}")

    def __repr__(self) -> str:
        return f"{self.type}({', '.join(f'{name}={value!r}' for name, value in self.values.items())})"

    @classmethod
    def setting(cls, name: str) -> Setting[Any]:
        """Find a setting by its name; raises KeyError."""
        return next((setting for setting in cls.settings if setting.name == name), None) or _unknown(name)

    def with_value(self, name: str, value: object) -> Self:
        """Give this kind with one setting changed; None puts one that follows another back to that.

        Raises SettingError for a value that cannot be taken.
        """
        setting = self.setting(name)
        if value is None and setting.default is None:
            return self._share({**self.values, name: None})
        return self._share({**self.values, name: setting.read(value, self.spatial_axes)})

    def in_terms(self) -> Self:
        """Give this kind with its numbers as Terms, to be put through its own rules."""
        named: Self = object.__new__(type(self))
        named.__dict__.update(self.__dict__)
        for setting in self.settings:
            # What follows another setting is written with its own sign, though the other one gave the number.
            named.__dict__[setting.name] = setting.terms(getattr(self, setting.name), self.spatial_axes)
        return named

    # The words

    @property
    def title(self) -> str:
        """What people call a layer that is set this way."""
        return tr(self.label)

    @property
    def stem(self) -> str:
        """What the name of a new layer that is set this way begins with."""
        return self.name_stem

    @classmethod
    def presets(cls) -> Sequence[Preset]:
        """List what the palette offers of this kind."""
        return (Preset(cls.label, {}),)

    @classmethod
    def initial(cls, values: Mapping[str, object] = MappingProxyType({})) -> Self:
        """Configure the kind as a new layer starts, with some settings given."""
        starting = {s.name: s.initial for s in cls.settings if s.initial is not None}
        return cls(**{**starting, **values})

    def summary(self) -> str:
        """Write in one line the settings that a reader would ask for: `5×5, 32 channels`."""
        parts = []
        for setting in sorted(self.settings, key=lambda setting: not setting.short_first):
            value = self.values[setting.name]
            is_told = setting.is_required or setting.short_first or not self._is_default(setting)
            if setting.short and value is not None and is_told:
                parts.append(tr(setting.short).format(setting.shown(value)))
        return listed(parts)

    def _is_default(self, setting: Setting[Any]) -> bool:
        if setting.is_required:
            return False
        value = self.values[setting.name]
        if value is None or setting.default is None:
            return value is None
        return bool(value == setting.read(setting.default, self.spatial_axes))

    def written(self) -> dict[str, object]:
        """Give the settings as a document has them; what has its default is left out."""
        return {
            setting.name: setting.write(self.values[setting.name])
            for setting in self.settings
            if not self._is_default(setting)
        }

    # The rules

    def output(self, inputs: Shapes) -> Shape:
        """Give the output's shape; raises RuleError."""
        return inputs[0]

    def weights(self, inputs: Shapes) -> tuple[Weight, ...]:
        """List the arrays of parameters, for inputs that `output` has taken."""
        return ()

    def macs(self, inputs: Shapes, output: Shape) -> int:
        """Count the multiply-accumulates for one sample; a bias adds none."""
        return 0

    def receptive_step(self) -> Step | None:
        """Say how the receptive field grows; None where it ends (the whole input is seen, or it is enlarged)."""
        return UNCHANGED_FIELD

    side_label: ClassVar[str] = ""

    def side_steps(self, inputs: Shapes) -> Shape:
        """Give for each spatial axis a number that people want worked out beside the size, named `side_label`."""
        return ()

    def in_numbers(self, name: str, inputs: Shapes | None) -> object:
        """Give a setting's value as numbers, where it is a word that comes to some; inputs may not be known."""
        return self.values[name]

    def input_symbols(self, number: int, count: int, axes: int) -> tuple[tuple[str, str], ...]:
        """Give the signs of an input's axes: in a formula over all axes, and where one axis is looked at alone."""
        suffix = "in" if count == 1 else str(number + 1)
        first, *spatial = axis_letters(axes)
        return ((f"{first}_{suffix}",) * 2, *((f"{letter}_{suffix}", "n") for letter in spatial))

    # The mends

    @classmethod
    def bridges(cls, given: Shape, wanted: Wanted) -> Iterable[Bridge]:
        """Suggest settings with which a layer of this kind may lead from a shape to a wanted one.

        Nothing is promised: who asks puts the suggestion through the rules.
        """
        return ()

    def volume(self, inputs: Shapes) -> Shape:
        """Take the only input, which must have this kind's spatial axes; raises RuleError."""
        (shape,) = inputs
        if len(shape) != self.spatial_axes + 1:
            message = tr(
                "{kind} needs {axes}, but its input is {shape} ({shape_axes}).",
                kind=tr(self.label),
                axes=describe_axes(self.spatial_axes + 1),
                shape=write_shape(shape),
                shape_axes=describe_axes(len(shape)),
            )
            raise RuleError(message)
        return shape


def forget_answers() -> None:
    """Let all kinds forget the answers of their rules, which are worked out again where they are asked for."""
    for known in Kind._shared.valuerefs():
        kind = known()
        if kind is not None:
            kind.answers.clear()


def spatial_volume(label: str, inputs: Shapes) -> Shape:
    """Take the only input, which must have spatial axes; raises RuleError."""
    (shape,) = inputs
    if len(shape) == 1:
        message = tr(
            "{kind} needs a volume with spatial axes, but its input is a vector of {shape}.",
            kind=tr(label),
            shape=write_shape(shape),
        )
        raise RuleError(message)
    return shape


def _unknown(name: str) -> Setting[Any]:
    raise KeyError(name)


catalogue: dict[str, type[Kind]] = {}
"""Every kind by the type that documents give it, in the order in which people are shown them."""

K = TypeVar("K", bound=type[Kind])


def kind(cls: K) -> K:
    """Enter a kind in the catalogue."""
    catalogue[cls.type] = cls
    return cls


def kind_for_axes(*spatial_axes: int) -> Callable[[K], K]:
    """Enter a kind in the catalogue once for each number of spatial axes.

    The class's `type` and `label` hold `{}` where the number stands.
    """

    def enter(cls: K) -> K:
        for axes in spatial_axes:
            words = {"type": cls.type.format(axes), "label": cls.label.format(axes), "spatial_axes": axes}
            kind(type(cls.type.format(axes), (cls,), {**words, "__module__": cls.__module__}))
        return cls

    return enter


def other_versions(kind: type[Kind]) -> list[type[Kind]]:
    """List the same kind for other numbers of spatial axes."""
    own = kind.spatial_axes
    versions = (each for each in catalogue.values() if each.__base__ is kind.__base__)
    return [each for each in versions if own and each.spatial_axes and each.spatial_axes != own]
