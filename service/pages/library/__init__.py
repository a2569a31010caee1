"""The library's pages: books and their jobs; one book's cases with their cards and text; and the forms that change them."""
