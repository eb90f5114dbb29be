"""From findings to words: sentences, descriptions of charts, tables."""
