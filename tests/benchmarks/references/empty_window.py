"""An empty QMainWindow: prints a line at its first painting, then its peak memory in kilobytes, and ends."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    """Tells when it has been painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, tell)


def tell() -> None:
    """Say that the window is there, and how much memory that took."""
    print("painted", flush=True)
    with open("/proc/self/status", encoding="ascii") as status:
        print(next(line.split()[1] for line in status if line.startswith("VmHWM")), flush=True)
    app.quit()


app = QApplication(sys.argv)
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
