"""What every field of a card is read from: a case's parts, sentences and words, and the models that judge them."""
