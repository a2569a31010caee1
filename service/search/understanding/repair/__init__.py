"""What was typed → what was meant: keys of the wrong language, 초성, spaces, slips, Hanja and places in Latin letters."""
