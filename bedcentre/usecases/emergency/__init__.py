"""The emergency department's ways to a bed: announced ambulances, its patients' care, waits carried up, its list."""
