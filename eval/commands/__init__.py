"""What `saerye eval` and `saerye eval answers` do."""
