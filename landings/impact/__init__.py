"""Impact: what the landings of a programme brought, claimed and as a lower bound."""
