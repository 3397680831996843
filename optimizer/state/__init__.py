"""Who is where so far, kept up to date placement by placement: the ground of greedy and of the solver's facts."""
