"""Day surgery (日间手术): asking for a slot, the list of a session, the checks, the day itself, and its share."""
