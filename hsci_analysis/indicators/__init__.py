"""The 23 core integration indicators and the six of the Ministerial Strategic Group."""
