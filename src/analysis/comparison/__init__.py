"""What differs between outlets, how sure that is, and what each tells that the other does not."""
