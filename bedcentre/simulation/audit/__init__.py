"""The auditors of simulated days: each follows the journal alone and adds up for itself what must be so."""
