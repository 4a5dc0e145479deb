"""The network as a picture: what is drawn, and where; no Qt."""
