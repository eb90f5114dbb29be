"""Pictures of findings: charts that say in words what they show."""
