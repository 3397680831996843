"""Letters to people at home: what they say, how they are sent, and the postman who sends them."""
