"""The help: pages that are written, in `resources/help`, and pages made from the catalogue; and how one finds them."""
