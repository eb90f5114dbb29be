"""What will probably happen: a panel of areas forecast together, with its own back-test."""
