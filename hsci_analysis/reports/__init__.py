"""From an executed notebook to something people read."""
