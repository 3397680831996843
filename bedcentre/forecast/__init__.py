"""What past stays say about the coming hours: how long people stay, and when beds become free."""
