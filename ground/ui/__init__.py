"""How things are written on a page: moments, money, countries, people, icons, the map. Knows no feature."""
