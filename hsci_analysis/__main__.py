"""``python -m hsci_analysis``, the same as ``hsci``."""

from hsci_analysis.cli import main

main()
