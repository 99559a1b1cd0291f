"""What outlets share and where they part: the names they give, and whom they let act."""
