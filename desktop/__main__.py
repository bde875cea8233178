"""`python -m desktop`: the same as `permanence`."""

from desktop.cli import main

raise SystemExit(main())
