"""What kind of word each word is: a person's, a body's, a place's, a time."""
