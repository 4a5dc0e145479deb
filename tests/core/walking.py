"""Slow references for windows: they walk from position to position and know no formula and no framework."""


def walk(size: int, kernel: int, stride: int, before: int, after: int, dilation: int, *, ceil_mode: bool) -> int:
    """Count the positions of a window along one axis, one by one.

    Without `ceil_mode` the window must lie on the input and its padding. With it, it may hang over the end as long
    as the window before it left something uncovered and it begins on the input or the padding before it.
    """
    padded = ["before"] * before + ["input"] * size + ["after"] * after
    reach = len(range(0, kernel * dilation, dilation)[:-1]) * dilation
    positions = 0
    start = 0
    while True:
        last = start + reach
        fits = last < len(padded)
        leaves_some = last - stride < len(padded) - 1
        begins_well = start < before + size
        if not (fits or (ceil_mode and leaves_some and begins_well)):
            return positions
        positions += 1
        start += stride


def walk_same(size: int, stride: int) -> int:
    """Count the positions of a window that starts on every strides-th input value, whatever it covers."""
    return len(range(0, size, stride))


def spread(size: int, kernel: int, stride: int, dilation: int) -> int:
    """Count the places that a transposed window reaches: each input value is spread over a window of them."""
    reached = {value * stride + tap * dilation for value in range(size) for tap in range(kernel)}
    return len(range(max(reached) + 1))


def spread_padded(
    size: int, kernel: int, stride: int, dilation: int, padding: tuple[int, int] | str, added: int
) -> int:
    """Count the places that are left of a transposed window's when its padding has cut off some, or its word all."""
    own = len([place for _ in range(size) for place in range(stride)])
    if padding == "same":
        return own
    places = spread(size, kernel, stride, dilation)
    if isinstance(padding, str):
        return max(places, own)
    left = list(range(places + added))[padding[0] :]
    return len(left) - padding[1]
