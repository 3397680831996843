"""The planning engine: who goes to which bed, when, and what that costs.

Pure: integers and opaque ids. No database, web, clock, names or pandas.
"""
