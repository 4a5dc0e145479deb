"""The page on a kind of layer, made from its class alone: settings, rule in symbols, and an example worked out."""

from html import escape
from typing import Any

from core.help.keys import kind_key
from core.help.markup import formula, table, working
from core.help.pages import Page
from core.kinds import Family, Kind, Shapes, catalogue
from core.language import listed, tr
from core.problems import RuleError
from core.settings import Setting, SettingError
from core.shapes import write_shape
from core.working import Line, explain

_SAMPLE = {0: (8, 28, 28), 1: (8, 28), 2: (8, 28, 28), 3: (8, 28, 28, 28)}
"""The input of an example, by the spatial axes of the kind; 8 channels, as many settings must divide them."""


def kind_page(kind: type[Kind]) -> Page:
    """Make the page on a kind."""
    title = tr(kind.label)
    parts = [
        f"<h1>{escape(title)}</h1>",
        f'<p class="dim">{escape(tr(kind.family.value))} · <code>{kind.type}</code></p>',
        f"<p>{escape(tr(kind.help))}</p>",
        *_rule(kind),
        *_example(kind),
        *_settings(kind),
        *_related(kind),
    ]
    words = f"{kind.label} {kind.type} {kind.other_names} {kind.family.value} {kind.name_stem}"
    words += " " + " ".join(preset.label for preset in kind.presets())
    words += f" {_run_together(kind.label)} {_run_together(kind.other_names)}"  # as Keras names its classes
    return Page(kind_key(kind), tr(kind.family.value), title, "\n".join(parts), words.lower())


def _run_together(words: str) -> str:
    return words.replace(" ", "").replace("-", "")


def sample_inputs(kind: type[Kind]) -> Shapes:
    """Give the inputs with which a kind's page shows it."""
    return (_SAMPLE[kind.spatial_axes],) * kind.least_inputs


def example_lines(kind: type[Kind]) -> list[Line]:
    """Work out the example of a kind's page: a layer as it is when it is new."""
    return explain(kind.initial(), sample_inputs(kind))


def _example(kind: type[Kind]) -> list[str]:
    layer, inputs = kind.initial(), sample_inputs(kind)
    told = [tr("input {shape}", shape=write_shape(shape)) for shape in inputs]
    told += [layer.summary()] if layer.summary() else []
    parts = [f"<h2>{escape(tr('An example'))}</h2>"]
    if told:
        parts.append(f"<p>{escape(listed(told))}</p>")
    lines = [Line(line.label, numbers=line.numbers, result=line.result or line.symbols) for line in example_lines(kind)]
    return [*parts, working(lines)]


def rule_lines(kind: type[Kind]) -> list[Line]:
    """Give the rule in symbols, with every setting in use that has a sign."""
    lines = explain(in_full(kind), sample_inputs(kind))
    return [Line(line.label, symbols=line.symbols) for line in lines if line.symbols]


def in_full(kind: type[Kind]) -> Kind:
    """Set a layer so that each of its numbers does something, as the rule leaves out what does nothing."""
    layer: Kind = kind.initial()
    for setting in kind.settings:
        if setting.symbol and not setting.is_required:
            layer = next((tried for value in (2, 1) if (tried := _tried(layer, setting, value))), layer)
        elif setting.default is False:
            turned_on = _tried(layer, setting, True)  # only what brings weights is a part of the rule
            layer = turned_on if turned_on and _weights(turned_on) > _weights(layer) else layer
    return layer


def _weights(layer: Kind) -> int:
    return sum(weight.count for weight in layer.weights(sample_inputs(type(layer))))


def _tried(layer: Kind, setting: Setting[Any], value: object) -> Kind | None:
    try:
        changed = layer.with_value(setting.name, value)
        explain(changed, sample_inputs(type(layer)))
    except (SettingError, RuleError):
        return None
    return changed


def _rule(kind: type[Kind]) -> list[str]:
    lines = rule_lines(kind)
    heading = f"<h2>{escape(tr('The rule'))}</h2>"
    if not lines:
        return [heading, f"<p>{escape(tr('No formula is needed here; the example shows what comes out.'))}</p>"]
    rows = [[f'<span class="dim">{escape(line.label)}</span>', formula(line.symbols)] for line in lines]
    signs = f'<p><a href="help:sizes">{escape(tr("What the signs mean"))}</a></p>'
    return [heading, table([], rows), signs]


def _settings(kind: type[Kind]) -> list[str]:
    heading = f"<h2>{escape(tr('Settings'))}</h2>"
    if not kind.settings:
        return [heading, f"<p>{escape(tr('There is nothing to set.'))}</p>"]
    head = [tr("Setting"), tr("Sign"), tr("Without being set"), tr("Allowed")]
    rows = [_setting_row(kind, setting) for setting in kind.settings]
    explained = [f"<p><b>{escape(tr(setting.label))}</b>: {escape(tr(setting.help))}</p>" for setting in kind.settings]
    return [heading, table([escape(cell) for cell in head], rows), *explained]


def _setting_row(kind: type[Kind], setting: Setting[Any]) -> list[str]:
    sign, _, below = setting.symbol.partition("_")
    written = f"<i>{escape(sign)}</i>" + (f"<sub>{escape(below)}</sub>" if below else "") if sign else ""
    return [
        f"{escape(tr(setting.label))}<br><code>{setting.name}</code>",
        f'<span class="formula">{written}</span>',
        escape(_default(kind, setting)),
        escape(setting.allowed(kind.spatial_axes)),
    ]


def _default(kind: type[Kind], setting: Setting[Any]) -> str:
    if setting.is_required:
        if setting.initial is None:
            return tr("must be given")
        start = setting.shown(setting.read(setting.initial, kind.spatial_axes))
        return tr("must be given; a new layer has {value}", value=start)
    if setting.default is None:
        return tr("follows another setting")
    return setting.shown(setting.read(setting.default, kind.spatial_axes))


def _related(kind: type[Kind]) -> list[str]:
    others = [other for other in catalogue.values() if other.family is kind.family and other is not kind]
    if not others:
        return []
    links = listed(f'<a href="help:{kind_key(other)}">{escape(tr(other.label))}</a>' for other in others)
    return [f"<h2>{escape(tr('In the same family'))}</h2>", f"<p>{links}</p>"]


def family_groups() -> list[tuple[Family, list[type[Kind]]]]:
    """List the families that have kinds, each with them."""
    by_family = [(family, [kind for kind in catalogue.values() if kind.family is family]) for family in Family]
    return [(family, kinds) for family, kinds in by_family if kinds]
