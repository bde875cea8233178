"""The screens: PySide6 lives here and nowhere else. Screens read and write through `usecases`."""
