"""For whoever runs the house: health, metrics, heartbeats, and the page that shows them."""
