"""How much of a draft will stand, told from what is known without asking anybody. Pure."""
