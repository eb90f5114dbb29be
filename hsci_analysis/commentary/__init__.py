"""What a partnership says in its own voice: read, anchored to what it is about, stale or not."""
