"""Statements we would sign, each with its evidence: the hinge between numbers and words."""
