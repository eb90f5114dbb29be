"""How patients flow: stocks, flows and what cannot be closed; what changed; what if."""
