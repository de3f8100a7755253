"""The texts of the home page and the about page, in each language: as delivered, or as an administrator wrote them."""
