"""The store of the demonstration for tests: served by its own process, the commands on it typed here."""

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

from typing_extensions import override

from central.__main__ import main
from desktop.demo.store import DemoStore
from plie.empechement import Empechement


class Magasin(DemoStore):
    """The same commands on the same files: only the second that each Python takes to start is spared."""

    @override
    def _run(self, *arguments: str) -> str:
        said, refused = StringIO(), StringIO()
        with redirect_stdout(said), redirect_stderr(refused):
            status = main([*self._place, *arguments])
        if status:
            raise Empechement(refused.getvalue().strip())
        return said.getvalue()
