"""Two-way referral (双向转诊): partners ask for beds here, and take over patients who go on to them."""
