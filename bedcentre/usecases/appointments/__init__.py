"""Appointments of people at home: who is expected when, reminded, answering, not coming."""
