"""The views that are pushed live, one file each."""
