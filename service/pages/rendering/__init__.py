"""What all pages share: templates filled, static files, faults told, numbers and places as officials write them."""
