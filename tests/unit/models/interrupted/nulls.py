"""Monthly counts whose level wanders as delayed discharges do, with a step in them or none."""

import numpy as np

from hsci_analysis.models.interrupted.segmented import Observed

MEAN = 2_000


def wandering(generator, months, *, autocorrelation, spread, step=0.0, at=0):
    """Poisson counts around a log-normal AR(1) level, times ``1 + step`` from month ``at`` on."""
    size = np.sqrt(np.log(1 + spread**2))
    shocks = generator.normal(0, size * np.sqrt(1 - autocorrelation**2), months)
    level = np.empty(months)
    level[0] = generator.normal(0, size)
    for month in range(1, months):
        level[month] = autocorrelation * level[month - 1] + shocks[month]
    after = np.arange(months) >= at
    means = MEAN * np.exp(level - size**2 / 2) * np.where(after, 1 + step, 1)
    return Observed(
        np.arange(months, dtype="float64"),
        generator.poisson(means).astype("float64"),
        np.full(months, 30.4375),
    )
