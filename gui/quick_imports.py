"""Makes the imports of the window quick; imports Qt, so not before it is known that Qt can be loaded."""

import sys

import PySide6.QtCore  # noqa: F401  (brings the module that is spoken to below)


def skip_feature_search() -> None:
    """Keep Qt for Python from reading the source of every module that is imported from now on.

    It looks there for `PySide6`, to know where its switchable features (`from __feature__ import ...`) may apply.
    Strata uses none; the search took a third of the time that the imports take.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if feature is not None and hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", lambda module: False)  # noqa: B010  (it is none of the module's stubs)
