"""Published files, the register of where each comes from, and the releases held of them."""

from hsci_analysis.sources.citation import Citation
from hsci_analysis.sources.register import Source, register
from hsci_analysis.sources.releases import releases, source

__all__ = ["Citation", "Source", "register", "releases", "source"]
