"""Web: what stands between a request and a view whatever the feature: limits, page keys."""
