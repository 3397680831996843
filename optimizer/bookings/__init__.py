"""Booking all tests of many patients on free devices: few visits each, in an order that makes sense."""
