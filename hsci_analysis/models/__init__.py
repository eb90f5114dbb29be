"""What a series says about itself: descriptions and models, each a frozen result."""
