"""What tests share: doubles, small cards, people at browsers and consoles."""
